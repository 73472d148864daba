using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace NetMl.DaprSdk.Tests.Actors;

public class ActorTests
{
    [Theory]
    [InlineData("NoSuchAsync")]
    [InlineData("OverloadedAsync")]
    [InlineData("TwoParametersAsync")]
    [InlineData("WithResultAsync")]
    public async Task RegisterTimerAsync_UnfitCallback_Throws(string callback)
    {
        var actor = new Callbacks(ActorHost.CreateForTest<Callbacks>());

        await Assert.ThrowsAsync<ArgumentException>(() => actor.RegisterTimerAsync("t", callback, [], TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public async Task RegisterTimerAsync_NegativeDueTime_Throws()
    {
        var actor = new Callbacks(ActorHost.CreateForTest<Callbacks>());

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await actor.RegisterTimerAsync("t", nameof(Callbacks.FitAsync), [], TimeSpan.FromSeconds(-1), TimeSpan.Zero));
    }

    [Fact]
    public async Task RegisterTimerAsync_FakeTimerManager_GetsTheTimer()
    {
        var timers = new RecordingTimers();
        var host = ActorHost.CreateForTest<Callbacks>(new ActorTestOptions { ActorId = new ActorId("a"), TimerManager = timers });

        var timer = await new Callbacks(host).RegisterTimerAsync(null, nameof(Callbacks.FitAsync), [1], TimeSpan.Zero, TimeSpan.FromSeconds(1));

        Assert.Same(timer, Assert.Single(timers.Timers));
        Assert.StartsWith("a_Timer_", timer.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisterTimerAsync_NoTimerManager_SaysWhatToSet()
    {
        var actor = new Callbacks(ActorHost.CreateForTest<Callbacks>());

        var e = await Assert.ThrowsAsync<NotImplementedException>(() => actor.RegisterTimerAsync("t", nameof(Callbacks.FitAsync), [], TimeSpan.Zero, TimeSpan.Zero));

        Assert.Contains("ActorTestOptions.TimerManager", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Tally")]
    [InlineData("Other", "Other")]
    public void ActorTypeInformation_Name_GivenBeforeAttribute(string? given, string expected) =>
        Assert.Equal(expected, ActorTypeInformation.Get(typeof(Counter), given).ActorTypeName);

    [Fact]
    public void ActorId_Comparison_IgnoresCase()
    {
        Assert.True(new ActorId("A") == new ActorId("a"));
        Assert.True(new ActorId("A") != new ActorId("b"));
        Assert.Throws<ArgumentException>(() => new ActorId(" "));
    }

    public interface ICallbacks : IActor;

    public sealed class Callbacks(ActorHost host) : Actor(host), ICallbacks
    {
        public Task FitAsync() => Task.CompletedTask;

        public Task OverloadedAsync() => Task.CompletedTask;

        public Task OverloadedAsync(byte[] data) => Task.CompletedTask;

        public Task TwoParametersAsync(byte[] data, int other) => Task.CompletedTask;

        public Task<int> WithResultAsync() => Task.FromResult(1);
    }

    private sealed class RecordingTimers : ActorTimerManager
    {
        public List<ActorTimer> Timers { get; } = [];

        public override Task RegisterTimerAsync(ActorTimer timer)
        {
            Timers.Add(timer);
            return Task.CompletedTask;
        }

        public override Task UnregisterTimerAsync(ActorTimerToken timer) => Task.CompletedTask;

        public override Task RegisterReminderAsync(ActorReminder reminder) => Task.CompletedTask;

        public override Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder) => Task.FromResult<IActorReminder>(null!);

        public override Task UnregisterReminderAsync(ActorReminderToken reminder) => Task.CompletedTask;
    }
}
