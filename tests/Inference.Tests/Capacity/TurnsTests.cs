using NetMl.Inference.Capacity;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Tests.Capacity;

public sealed class TurnsTests
{
    [Fact]
    public async Task Enter_BeyondTheQueue_IsRefusedWith503()
    {
        using var turns = new Turns(1, "evaluations", TimeSpan.FromSeconds(30));
        var first = await turns.EnterAsync(default);
        var second = turns.EnterAsync(default);

        var refusal = await Assert.ThrowsAsync<Refusal>(() => turns.EnterAsync(default));
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();

        Assert.Equal((503, TimeSpan.FromSeconds(30)), (refusal.Status, refusal.RetryAfter));
        Assert.Contains("1 evaluations waiting", refusal.Message, StringComparison.Ordinal);
    }
}
