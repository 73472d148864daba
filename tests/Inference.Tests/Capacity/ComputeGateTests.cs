using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NetMl.Inference.Capacity;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Tests.Capacity;

public sealed class ComputeGateTests
{
    private static ComputeGate Create(int concurrency, int queue)
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new(Options.Create(new CapacityOptions { Concurrency = concurrency, Queue = queue }), new InferenceMetrics(meters), TimeProvider.System);
    }

    [Fact]
    public async Task Enter_BeyondConcurrencyAndQueue_IsRefusedWith503()
    {
        using var gate = Create(concurrency: 1, queue: 1);
        var first = await gate.EnterAsync(default);
        var second = gate.EnterAsync(default);

        var refusal = await Assert.ThrowsAsync<Refusal>(() => gate.EnterAsync(default));
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();

        Assert.Equal(503, refusal.Status);
        Assert.NotNull(refusal.RetryAfter);
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_FreesItsPlace()
    {
        using var gate = Create(concurrency: 1, queue: 1);
        using var leaving = new CancellationTokenSource();
        var first = await gate.EnterAsync(default);
        var second = gate.EnterAsync(leaving.Token);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var third = gate.EnterAsync(default);
        first.Dispose();

        (await third.WaitAsync(TimeSpan.FromSeconds(10))).Dispose();
    }
}
