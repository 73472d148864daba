using System.Runtime.InteropServices;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.Training.Tests.Jobs;

/// <summary>The best epoch over restarts, and what stays of it in the store.</summary>
public sealed class BestWeightsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_ChunkLostOrTorn_IsToldAfterEveryFurtherRestart(bool isTorn)
    {
        await using var bench = await BestBench.StartAsync();
        var kept = await bench.TrainAsync(epoch: 5);
        var key = BestWeights.Key(bench.Job.Id, kept.Place, 0);
        var bytes = MemoryMarshal.AsBytes<float>(BestBench.Weights(5)).ToArray();
        bytes[^1] ^= 1;
        await (isTorn ? bench.Dapr.SaveByteStateAsync(DaprComponents.StateStore, key, bytes) : bench.Dapr.DeleteStateAsync(DaprComponents.StateStore, key));

        await bench.RestartAsync();
        Assert.Equal(0, (await bench.OpenAsync()).Epoch);
        await bench.TrainAsync(epoch: 7);
        await bench.RestartAsync();
        var best = await bench.OpenAsync();

        Assert.Equal((7, 5), (best.Epoch, best.Forgotten));
        Assert.Equal(best.Score, best.Loss);
        Assert.Equal(BestBench.Weights(7), best.Weights.ToArray());
        Assert.EndsWith("of those from epoch 6 on, since the best before was lost when the coordinator was started again.", best.Note, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Forget_WritingWasInterrupted_LeavesNoChunk()
    {
        await using var bench = await BestBench.StartAsync();
        (int Place, int Index)[] chunks = [(0, 0), (1, 0), (1, 1)];
        foreach (var (place, index) in chunks)
            await bench.Dapr.SaveByteStateAsync(DaprComponents.StateStore, BestWeights.Key(bench.Job.Id, place, index), new byte[] { 1 });

        await bench.Bests.ForgetAsync(bench.Job, None);

        foreach (var (place, index) in chunks)
            Assert.False(await bench.HasChunkAsync(place, index), $"{place} {index}");
    }

    [SkippableFact]
    public async Task Load_JobThatIsOverAndNamesItsBest_IsForgottenOnce()
    {
        await using var bench = await BestBench.StartAsync();
        var kept = await bench.TrainAsync(epoch: 5);
        bench.Job.Update(status => status with { State = JobStates.Cancelled });
        await bench.Book.SaveAsync(bench.Job, None);

        var unfinished = await bench.RestartAsync();
        var isQueued = bench.Book.Queue.TryRead(out var queued);
        await bench.Bests.ForgetAsync(bench.Job, None);
        await bench.RestartAsync();

        Assert.Equal((0, true, bench.Job.Id), (unfinished, isQueued, queued?.Id));
        Assert.False(await bench.HasChunkAsync(kept.Place, 0));
        Assert.Null(bench.Job.Document.Best);
        Assert.False(bench.Book.Queue.TryRead(out _));
    }
}
