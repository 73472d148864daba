using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of <see cref="IFlowStore.DropBeforeAsync"/>.</summary>
public abstract class RetentionContract : StoreContract
{
    private const long Day = 86_400_000_000_000;

    private protected RetentionContract(Func<TestStores> open)
        : base(open)
    {
    }

    // Four days of 10 flows, half of them labelled; two days go, one batch at a time.
    [SkippableFact]
    public async Task DropBefore_TakesWholeBatchesAndWhatHoldsThem()
    {
        for (var day = 0; day < 4; day++)
            await Flows.AppendAsync(OfDay(day), CancellationToken.None);
        await Flows.AppendAsync(OfDay(0) with { Dataset = "plant" }, CancellationToken.None);
        var segments = await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None);
        await SaveAsync("old", segments[1].Id, segments[2].Id);
        await SaveAsync("new", segments[2].Id, segments[3].Id);
        await Findings.ReplaceFindingsAsync("office", [], 40, null, CancellationToken.None);
        var before = await Flows.FindDatasetAsync("office", CancellationToken.None);

        var cut = segments[2].Start;
        var slices = new[] { await DropAsync(cut), await DropAsync(cut), await DropAsync(cut) };

        Assert.Equal([1, 1, 0], slices.Select(slice => slice.Batches));
        Assert.Equal(["old"], slices.SelectMany(slice => slice.Snapshots));
        var after = await Flows.FindDatasetAsync("office", CancellationToken.None);
        Assert.Equal((20, 2, 10, 0), (after?.Rows, after?.Segments, after?.LabelledRows, after?.AnalysedRows));
        Assert.Equal((segments[2].Start, segments[3].End), (after?.First, after?.Last));
        Assert.Equal(OfDay(2).Frame.Length + OfDay(3).Frame.Length, after?.Bytes);
        Assert.True(after?.Revision > before?.Revision);
        Assert.Equal(segments.Skip(2), await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Flows.ReadFrameAsync(segments[0].Id, CancellationToken.None));
        Assert.Null(await Snapshots.FindSnapshotAsync("old", CancellationToken.None));
        Assert.NotNull(await Snapshots.FindSnapshotAsync("new", CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => SaveAsync("late", segments[1].Id, segments[3].Id));
        Assert.Equal(10, (await Flows.FindDatasetAsync("plant", CancellationToken.None))?.Rows);
    }

    // Only the flows of a batch count that has not been replaced by a longer one.
    [SkippableFact]
    public async Task DropBefore_FileHadGrown_SubtractsItOnce()
    {
        await Flows.AppendAsync(Flow(3), CancellationToken.None);
        await Flows.AppendAsync(Flow(5), CancellationToken.None);
        await Flows.AppendAsync(OfDay(3), CancellationToken.None);

        Assert.Equal(2, (await Flows.DropBeforeAsync("office", TestFlows.Start + Day, 10, CancellationToken.None)).Batches);

        var totals = await Flows.FindDatasetAsync("office", CancellationToken.None);
        Assert.Equal((10, 1, 5, OfDay(3).Frame.Length), (totals?.Rows, totals?.Segments, totals?.LabelledRows, totals?.Bytes));
    }

    [SkippableFact]
    public async Task DropBefore_UnknownDataset_DropsNothing() =>
        Assert.Equal(0, (await Flows.DropBeforeAsync("office", long.MaxValue, 10, CancellationToken.None)).Batches);

    private Task<DroppedBatches> DropAsync(long before) => Flows.DropBeforeAsync("office", before, 1, CancellationToken.None);

    private Task SaveAsync(string id, params long[] segments) => Snapshots.SaveSnapshotAsync(
        new StoredSnapshot(new SnapshotSummary(id, "office", 256, 1, 2, 2, 7, 2, null, null, []), new SnapshotRequest(), segments), CancellationToken.None);

    private static NewSegment OfDay(int day)
    {
        var batch = TestFlows.Batch(TestFlows.Browsing(10).Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds + day * Day }));
        var frame = FlowFrame.Encode("office", $"day-{day}", batch);
        return new NewSegment("office", $"day-{day}", batch.StartNanoseconds[0], batch.StartNanoseconds[^1], batch.Count, StoredFlows.CountLabelled(batch), frame);
    }
}

public sealed class SqliteRetentionTests() : RetentionContract(TestStores.Sqlite);

public sealed class PostgresRetentionTests() : RetentionContract(TestStores.Postgres);
