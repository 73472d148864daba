using Microsoft.Extensions.Time.Testing;
using NetMl.GraphFeature.Behaviours;

namespace NetMl.GraphFeature.Tests.Behaviours;

public class StaleDatasetsTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400), Longest = TimeSpan.FromSeconds(5);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Take_AfterQuiet_GivesTheName()
    {
        var stale = new StaleDatasets(_time);
        stale.Mark("office");
        var taken = stale.TakeAsync(Quiet, Longest, CancellationToken.None);

        _time.Advance(Quiet - TimeSpan.FromMilliseconds(1));
        Assert.False(taken.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("office", await taken);
    }

    [Fact]
    public async Task Take_FlowsKeepComing_GivesTheNameAfterTheLongestWait()
    {
        var stale = new StaleDatasets(_time);
        var step = Quiet / 2;
        for (var waited = TimeSpan.Zero; waited < Longest; waited += step)
        {
            stale.Mark("office");
            _time.Advance(step);
        }

        Assert.Equal("office", await stale.TakeAsync(Quiet, Longest, CancellationToken.None));
    }

    [Fact]
    public async Task Take_MarkedTwice_GivesTheNameOnce()
    {
        var stale = new StaleDatasets(_time);
        stale.Mark("office");
        stale.Mark("office");
        _time.Advance(Quiet);
        await stale.TakeAsync(Quiet, Longest, CancellationToken.None);

        using var stop = new CancellationTokenSource();
        var second = stale.TakeAsync(Quiet, Longest, stop.Token);
        _time.Advance(Longest);

        Assert.False(second.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task Take_MarkedForLater_ComesThenOrWithNewFlows()
    {
        var stale = new StaleDatasets(_time);
        stale.MarkLater("office", TimeSpan.FromMinutes(1));
        stale.MarkLater("plant", TimeSpan.FromMinutes(1));
        stale.Mark("plant");
        _time.Advance(Quiet);

        Assert.Equal("plant", await stale.TakeAsync(Quiet, Longest, CancellationToken.None));
        var later = stale.TakeAsync(Quiet, Longest, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(1) - Quiet);
        Assert.False(later.IsCompleted);
        _time.Advance(Quiet);
        Assert.Equal("office", await later);
    }

    [Fact]
    public async Task Take_MarkedWhileWaiting_WakesUp()
    {
        var stale = new StaleDatasets(_time);
        var taken = stale.TakeAsync(TimeSpan.Zero, Longest, CancellationToken.None);

        stale.Mark("office");

        Assert.Equal("office", await taken.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
