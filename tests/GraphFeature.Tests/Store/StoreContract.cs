using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises; each implementation inherits these tests.</summary>
public abstract class StoreContract : IDisposable
{
    protected abstract IFlowStore Flows { get; }

    protected abstract IFindingStore Findings { get; }

    protected abstract ISnapshotStore Snapshots { get; }

    protected abstract IAllowListStore AllowLists { get; }

    [Fact]
    public async Task Append_SameBatchTwice_IsStoredOnce()
    {
        Assert.True(await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None));
        Assert.False(await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None));
        Assert.True(await Flows.AppendAsync(Segment("plant", "a", 10, 20), CancellationToken.None));

        var office = await Flows.FindDatasetAsync("office", CancellationToken.None);
        Assert.Equal(new DatasetTotals("office", 7, 1, 3, 0, 2, 10, 20, 1), office);
        Assert.Equal(["office", "plant"], (await Flows.ListDatasetsAsync(CancellationToken.None)).Select(dataset => dataset.Dataset));
    }

    [Fact]
    public async Task Append_SameBatchFromTwoSidesAtOnce_IsStoredOnce()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None))));

        Assert.Single(stored, wasNew => wasNew);
        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.Rows);
    }

    [Fact]
    public async Task Append_Several_AddsUpTotals()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Flows.AppendAsync(Segment("office", "b", 5, 12), CancellationToken.None);

        Assert.Equal(new DatasetTotals("office", 14, 2, 6, 0, 4, 5, 20, 2), await Flows.FindDatasetAsync("office", CancellationToken.None));
    }

    // A file of 3 flows, then of 5, then its first copy again: the same as if only the one of 5 had ever come.
    [Fact]
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

    [Fact]
    public async Task Append_OlderCopyComesLater_IsKnown()
    {
        await Flows.AppendAsync(Flow(5), CancellationToken.None);

        Assert.False(await Flows.AppendAsync(Flow(3), CancellationToken.None));

        Assert.Equal(5, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.Rows);
    }

    [Fact]
    public async Task Append_OtherFlowsAfterTheSameFirstOne_AreKept()
    {
        var flows = TestFlows.Browsing(3).ToList();
        await Flows.AppendAsync(Flow(3), CancellationToken.None);

        Assert.True(await Flows.AppendAsync(Flow([flows[0], flows[2], flows[1], flows[2]]), CancellationToken.None));

        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.Rows);
    }

    [Fact]
    public async Task FindDataset_Unknown_IsNull() => Assert.Null(await Flows.FindDatasetAsync("office", CancellationToken.None));

    // Segments [10, 20], [30, 40], [15, 35].
    [Theory]
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

    [Fact]
    public async Task ReadFrame_GivesTheBytesBack()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        var segment = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));

        Assert.Equal([1, 2, 3], await Flows.ReadFrameAsync(segment.Id, CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Flows.ReadFrameAsync(segment.Id + 1, CancellationToken.None));
    }

    [Fact]
    public async Task ReplaceFindings_ChangedNewAndGone_FormALog()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        Assert.Equal(3, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1), Finding("y", 1), Finding("z", 1)], 7, CancellationToken.None));

        Assert.Equal(2, await Findings.ReplaceFindingsAsync("office", [Finding("x", 2), Finding("y", 1), Finding("w", 1)], 7, CancellationToken.None));

        var log = await Findings.ListFindingsAsync("office", 0, CancellationToken.None);
        Assert.Equal([("y", 1.0), ("x", 2.0), ("w", 1.0)], log.Select(stored => (stored.Finding.Id, stored.Finding.Score)));
        Assert.Equal(["x", "w"], (await Findings.ListFindingsAsync("office", log[0].Sequence, CancellationToken.None)).Select(stored => stored.Finding.Id));
        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.AnalysedRows);
    }

    [Fact]
    public async Task MarkPublished_ChangedMeanwhile_IsStillToBePublished()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 1), Finding("y", 1)], 7, CancellationToken.None);
        var unpublished = await Findings.ListUnpublishedAsync(10, CancellationToken.None);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 2), Finding("y", 1)], 7, CancellationToken.None);

        foreach (var finding in unpublished)
            await Findings.MarkPublishedAsync(finding, CancellationToken.None);

        var left = Assert.Single(await Findings.ListUnpublishedAsync(10, CancellationToken.None));
        Assert.Equal(("x", 2.0), (left.Finding.Id, left.Finding.Score));
    }

    [Fact]
    public async Task SaveSnapshot_Twice_KeepsTheFirst()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        var summary = new SnapshotSummary("id", "office", 256, 1, 2, 2, 7, 2, null, null, ["Benign"]);
        await Snapshots.SaveSnapshotAsync(new StoredSnapshot(summary, new SnapshotRequest(WindowFlows: 9), [1]), CancellationToken.None);
        await Snapshots.SaveSnapshotAsync(new StoredSnapshot(summary with { Hosts = 99 }, new SnapshotRequest(), []), CancellationToken.None);

        var found = await Snapshots.FindSnapshotAsync("id", CancellationToken.None);

        Assert.Equal((2, 9), (found?.Summary.Hosts, found?.Request.WindowFlows));
        Assert.Equal([1L], found?.Segments);
        Assert.Null(await Snapshots.FindSnapshotAsync("other", CancellationToken.None));
    }

    [Theory]
    [InlineData("ab1", "ab1")]
    [InlineData("ab12", "ab12")]
    [InlineData("b", "b1")]
    [InlineData("ab", null)]
    [InlineData("b2", null)]
    public async Task FindSnapshot_Beginning_FindsTheOneThatHasIt(string beginning, string? expected)
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        foreach (var id in (string[])["ab12", "ab1", "b1"])
            await Snapshots.SaveSnapshotAsync(new StoredSnapshot(new SnapshotSummary(id, "office", 256, 1, 2, 2, 7, 2, null, null, []), new SnapshotRequest(), [1]), CancellationToken.None);

        Assert.Equal(expected, (await Snapshots.FindSnapshotAsync(beginning, CancellationToken.None))?.Summary.Id);
    }

    [Fact]
    public async Task DeleteDataset_TakesAllOfItAndNothingElse()
    {
        await FillAsync("office", "one");
        await FillAsync("plant", "two");
        var gone = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));

        var snapshots = await Flows.DeleteDatasetAsync("office", CancellationToken.None);

        Assert.Equal(["one"], snapshots);
        Assert.Equal(["plant"], (await Flows.ListDatasetsAsync(CancellationToken.None)).Select(dataset => dataset.Dataset));
        Assert.Empty(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));
        Assert.Equal(["plant"], (await Findings.ListUnpublishedAsync(10, CancellationToken.None)).Select(stored => stored.Finding.Dataset));
        Assert.Null(await Snapshots.FindSnapshotAsync("one", CancellationToken.None));
        Assert.NotNull(await Snapshots.FindSnapshotAsync("two", CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Flows.ReadFrameAsync(gone.Id, CancellationToken.None));
        Assert.Single(await Flows.ListSegmentsAsync("plant", long.MinValue, long.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task DeleteDataset_Unknown_IsNull() => Assert.Null(await Flows.DeleteDatasetAsync("office", CancellationToken.None));

    [Fact]
    public async Task DeleteDataset_SameBatchComesAgain_MakesItAnewUnderNewIds()
    {
        await FillAsync("office", "one");
        var before = await Flows.FindDatasetAsync("office", CancellationToken.None);
        var old = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));
        await Flows.DeleteDatasetAsync("office", CancellationToken.None);

        Assert.True(await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None));

        var after = await Flows.FindDatasetAsync("office", CancellationToken.None);
        var segment = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));
        Assert.NotEqual(old.Id, segment.Id);
        Assert.True(after?.Revision > before?.Revision);
        Assert.Equal((7, 0), (after?.Rows, after?.AnalysedRows));
    }

    [Fact]
    public async Task DeleteDataset_WorkOnItGoesOn_LeavesNothingBehind()
    {
        await FillAsync("office", "one");
        var snapshot = await Snapshots.FindSnapshotAsync("one", CancellationToken.None) ?? throw new InvalidOperationException("no snapshot");
        await Flows.DeleteDatasetAsync("office", CancellationToken.None);

        Assert.Equal(0, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Snapshots.SaveSnapshotAsync(snapshot, CancellationToken.None));
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Snapshots.SaveSnapshotAsync(snapshot, CancellationToken.None));

        Assert.Empty(await Findings.ListUnpublishedAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task DeleteDataset_BatchesStillArrive_EndsWithWholeBatches()
    {
        var arriving = Enumerable.Range(0, 20).Select(i => Task.Run(() => Flows.AppendAsync(Segment("office", $"{i}", i, i), CancellationToken.None))).ToList();
        var deleting = Task.Run(() => Flows.DeleteDatasetAsync("office", CancellationToken.None));
        await Task.WhenAll([.. arriving, deleting]);

        var totals = await Flows.FindDatasetAsync("office", CancellationToken.None);
        var segments = await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None);
        Assert.Equal(segments.Count, totals?.Segments ?? 0);
        Assert.Equal(segments.Sum(segment => segment.Rows), totals?.Rows ?? 0);
    }

    [Fact]
    public async Task AllowList_WrittenAndDeleted_GoesWithItsDataSet()
    {
        await Assert.ThrowsAsync<DatasetDeletedException>(() => AllowLists.WriteAsync("office", "[]", CancellationToken.None));
        await FillAsync("office", "one");
        await AllowLists.WriteAsync("office", "[1]", CancellationToken.None);
        await AllowLists.WriteAsync("office", "[2]", CancellationToken.None);
        Assert.Equal("[2]", await AllowLists.ReadAsync("office", CancellationToken.None));

        await Flows.DeleteDatasetAsync("office", CancellationToken.None);

        Assert.Null(await AllowLists.ReadAsync("office", CancellationToken.None));
    }

    /// <summary>One batch, one finding and one snapshot.</summary>
    private async Task FillAsync(string dataset, string snapshot)
    {
        await Flows.AppendAsync(Segment(dataset, "a", 10, 20), CancellationToken.None);
        await Findings.ReplaceFindingsAsync(dataset, [Finding("x", 1) with { Dataset = dataset }], 7, CancellationToken.None);
        var segments = await Flows.ListSegmentsAsync(dataset, long.MinValue, long.MaxValue, CancellationToken.None);
        var summary = new SnapshotSummary(snapshot, dataset, 256, 1, 2, 2, 7, 2, null, null, ["Benign"]);
        await Snapshots.SaveSnapshotAsync(new StoredSnapshot(summary, new SnapshotRequest(), [.. segments.Select(segment => segment.Id)]), CancellationToken.None);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    private static NewSegment Segment(string dataset, string batch, long start, long end) => new(dataset, batch, start, end, 7, 2, [1, 2, 3]);

    private static NewSegment Flow(int count) => Flow(TestFlows.Browsing(count));

    /// <summary>The only batch of an upload of these flows.</summary>
    private static NewSegment Flow(IEnumerable<FlowRecord> flows)
    {
        var batch = TestFlows.Batch(flows);
        var frame = FlowFrame.Encode(new BatchIds("office", null), batch);
        return new NewSegment("office", FlowFrame.Decode(frame).BatchId, batch.StartNanoseconds[0], batch.StartNanoseconds[^1], batch.Count, StoredFlows.CountLabelled(batch), frame);
    }

    private static BehaviourFinding Finding(string id, double score) => new(
        id, "office", "beacon", "10.0.0.1", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, score, "T1071", new Dictionary<string, double>(), "It calls.");
}
