using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of <see cref="NetMl.GraphFeature.Store.IFlowStore"/>.</summary>
public abstract class FlowStoreContract : StoreContract
{
    private protected FlowStoreContract(Func<TestStores> open)
        : base(open)
    {
    }

    [SkippableFact]
    public async Task Append_SameBatchTwice_IsStoredOnce()
    {
        Assert.True(await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None));
        Assert.False(await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None));
        Assert.True(await Flows.AppendAsync(Segment("plant", "a", 10, 20), CancellationToken.None));

        var office = await Flows.FindDatasetAsync("office", CancellationToken.None);
        Assert.Equal(new DatasetTotals("office", 7, 1, 3, 0, 2, 10, 20, 1), office);
        Assert.Equal(["office", "plant"], (await Flows.ListDatasetsAsync(CancellationToken.None)).Select(dataset => dataset.Dataset));
    }

    [SkippableFact]
    public async Task Append_SameBatchFromTwoSidesAtOnce_IsStoredOnce()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None))));

        Assert.Single(stored, wasNew => wasNew);
        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.Rows);
    }

    [SkippableFact]
    public async Task Append_Several_AddsUpTotals()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Flows.AppendAsync(Segment("office", "b", 5, 12), CancellationToken.None);

        Assert.Equal(new DatasetTotals("office", 14, 2, 6, 0, 4, 5, 20, 2), await Flows.FindDatasetAsync("office", CancellationToken.None));
    }

    // A file of 3 flows, then of 5, then its first copy again: the same as if only the one of 5 had ever come.
    [SkippableFact]
    public async Task Append_FileHasGrown_ReplacesTheShorterBatch()
    {
        var (few, many) = (Flow(3), Flow(5));
        Assert.True(await Flows.AppendAsync(few, CancellationToken.None));
        var before = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));

        Assert.True(await Flows.AppendAsync(many, CancellationToken.None));
        Assert.False(await Flows.AppendAsync(few, CancellationToken.None));

        var totals = await Flows.FindDatasetAsync("office", CancellationToken.None);
        var segment = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));
        Assert.Equal((5, 1, 3, many.Frame.Length), (totals?.Rows, totals?.Segments, totals?.LabelledRows, totals?.Bytes));
        Assert.Equal(5, segment.Rows);
        Assert.Equal(few.Frame, await Flows.ReadFrameAsync(before.Id, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Append_OlderCopyComesLater_IsKnown()
    {
        await Flows.AppendAsync(Flow(5), CancellationToken.None);

        Assert.False(await Flows.AppendAsync(Flow(3), CancellationToken.None));

        Assert.Equal(5, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.Rows);
    }

    [SkippableFact]
    public async Task Append_OtherFlowsAfterTheSameFirstOne_AreKept()
    {
        var flows = TestFlows.Browsing(3).ToList();
        await Flows.AppendAsync(Flow(3), CancellationToken.None);

        Assert.True(await Flows.AppendAsync(Flow([flows[0], flows[2], flows[1], flows[2]]), CancellationToken.None));

        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.Rows);
    }

    [SkippableFact]
    public async Task FindDataset_Unknown_IsNull() => Assert.Null(await Flows.FindDatasetAsync("office", CancellationToken.None));

    // Segments [10, 20], [30, 40], [15, 35].
    [SkippableTheory]
    [InlineData(long.MinValue, long.MaxValue, new long[] { 10, 15, 30 })]
    [InlineData(20, 21, new long[] { 10, 15 })]
    [InlineData(21, 30, new long[] { 15 })]
    [InlineData(36, 41, new long[] { 30 })]
    [InlineData(41, 99, new long[] { })]
    [InlineData(0, 10, new long[] { })]
    public async Task ListSegments_TimeRange_GivesWhatMayOverlapInOrder(long from, long to, long[] starts)
    {
        await Flows.AppendAsync(Segment("office", "a", 30, 40), CancellationToken.None);
        await Flows.AppendAsync(Segment("office", "b", 10, 20), CancellationToken.None);
        await Flows.AppendAsync(Segment("office", "c", 15, 35), CancellationToken.None);

        var segments = await Flows.ListSegmentsAsync("office", from, to, CancellationToken.None);

        Assert.Equal(starts, segments.Select(segment => segment.Start));
    }

    [SkippableFact]
    public async Task ReadFrame_GivesTheBytesBack()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        var segment = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));

        Assert.Equal([1, 2, 3], await Flows.ReadFrameAsync(segment.Id, CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Flows.ReadFrameAsync(segment.Id + 1, CancellationToken.None));
    }
}

public sealed class SqliteFlowStoreTests() : FlowStoreContract(TestStores.Sqlite);

public sealed class PostgresFlowStoreTests() : FlowStoreContract(TestStores.Postgres);
