using NetMl.GraphFeature.Store.Postgres;

namespace NetMl.GraphFeature.Tests.Store;

public sealed class WriterTurnsTests
{
    [Fact]
    public async Task Run_ManySubjects_OneAtATimeOfEachAndSomeInAll()
    {
        using var turns = new WriterTurns(3, TimeSpan.FromMinutes(1));
        var (inside, most, clashes) = (new Dictionary<int, int>(), 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => turns.RunAsync($"dataset {i % 5}", async () =>
        {
            lock (inside)
            {
                inside[i % 5] = inside.GetValueOrDefault(i % 5) + 1;
                clashes += inside[i % 5] > 1 ? 1 : 0;
                most = Math.Max(most, inside.Values.Sum());
            }
            await Task.Yield();
            lock (inside)
                return --inside[i % 5];
        }, CancellationToken.None))));

        Assert.Equal(0, clashes);
        Assert.InRange(most, 1, 3);
        Assert.Equal(0, turns.Count);
    }

    [Fact]
    public async Task Run_TurnDoesNotCome_EndsAndLeavesTheOthersTheirs()
    {
        using var turns = new WriterTurns(3, TimeSpan.FromMilliseconds(20));
        var writing = new TaskCompletionSource<int>();
        var first = turns.RunAsync("dataset office", () => writing.Task, CancellationToken.None);

        await Assert.ThrowsAsync<TimeoutException>(() => turns.RunAsync("dataset office", () => Task.FromResult(2), CancellationToken.None));
        Assert.Equal(3, await turns.RunAsync("dataset plant", () => Task.FromResult(3), CancellationToken.None));

        writing.SetResult(1);
        Assert.Equal(1, await first);
        Assert.Equal(4, await turns.RunAsync("dataset office", () => Task.FromResult(4), CancellationToken.None));
        Assert.Equal(0, turns.Count);
    }
}
