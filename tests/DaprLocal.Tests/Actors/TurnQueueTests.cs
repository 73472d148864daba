using DaprLocal.Actors;
using DaprLocal.Api;

namespace NetMl.DaprLocal.Tests.Actors;

public class TurnQueueTests
{
    [Fact]
    public async Task EnterAsync_ManyWaiting_TurnsComeInTheOrderOfAsking()
    {
        var turns = new TurnQueue();
        var order = new List<int>();
        Assert.True(await turns.EnterAsync(null, 1, default));
        var entered = new List<Task>();
        foreach (var i in Enumerable.Range(0, 50))
            entered.Add(RunTurnAsync(i));

        turns.Exit();
        await Task.WhenAll(entered);

        Assert.Equal(Enumerable.Range(0, 50), order);

        async Task RunTurnAsync(int i)
        {
            await turns.EnterAsync(null, 1, default);
            order.Add(i);
            turns.Exit();
        }
    }

    [Fact]
    public async Task EnterAsync_WaiterGivesUp_TheNextOneGetsTheTurn()
    {
        var turns = new TurnQueue();
        await turns.EnterAsync(null, 1, default);
        using var patience = new CancellationTokenSource();
        var impatient = turns.EnterAsync(null, 1, patience.Token).AsTask();
        var patient = turns.EnterAsync(null, 1, default).AsTask();

        await patience.CancelAsync();
        turns.Exit();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.True(await patient);
        Assert.True(turns.IsBusy);
    }

    [Fact]
    public async Task EnterAsync_SameReentrancyId_EntersUntilTheDepthIsReached()
    {
        var turns = new TurnQueue();
        await turns.EnterAsync("id", 2, default);

        Assert.True(await turns.EnterAsync("id", 2, default));
        var error = await Assert.ThrowsAsync<DaprException>(async () => await turns.EnterAsync("id", 2, default));
        var other = turns.EnterAsync("other", 2, default).AsTask();
        turns.Exit();
        var enteredEarly = other.IsCompleted;
        turns.Exit();

        Assert.Equal("ERR_ACTOR_STACK_DEPTH", error.Code);
        Assert.False(enteredEarly);
        Assert.True(await other);
    }

    [Fact]
    public async Task EnterAsync_AfterClose_ReportsThatTheActorIsGone()
    {
        var turns = new TurnQueue();
        await turns.EnterAsync(null, 1, default);

        Assert.True(turns.TryClose());
        turns.Exit();

        Assert.False(await turns.EnterAsync(null, 1, default));
    }
}
