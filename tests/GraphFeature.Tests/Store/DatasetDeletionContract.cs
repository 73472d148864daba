using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of deletion of data sets.</summary>
public abstract class DatasetDeletionContract : StoreContract
{
    private protected DatasetDeletionContract(Func<TestStores> open)
        : base(open)
    {
    }

    [SkippableFact]
    public async Task DeleteDataset_TakesAllOfItAndNothingElse()
    {
        await FillAsync("office", "one");
        await FillAsync("plant", "two");
        var gone = Assert.Single(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));

        var snapshots = await Flows.DeleteDatasetAsync("office", CancellationToken.None);

        Assert.Equal(["one"], snapshots);
        Assert.Equal(["plant"], (await Flows.ListDatasetsAsync(CancellationToken.None)).Select(dataset => dataset.Dataset));
        Assert.Empty(await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None));
        Assert.Equal(["plant"], await Findings.ListDatasetsToPublishAsync(CancellationToken.None));
        Assert.Null(await Snapshots.FindSnapshotAsync("one", CancellationToken.None));
        Assert.NotNull(await Snapshots.FindSnapshotAsync("two", CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Flows.ReadFrameAsync(gone.Id, CancellationToken.None));
        Assert.Single(await Flows.ListSegmentsAsync("plant", long.MinValue, long.MaxValue, CancellationToken.None));
    }

    [SkippableFact]
    public async Task DeleteDataset_Unknown_IsNull() => Assert.Null(await Flows.DeleteDatasetAsync("office", CancellationToken.None));

    [SkippableFact]
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

    [SkippableFact]
    public async Task DeleteDataset_WorkOnItGoesOn_LeavesNothingBehind()
    {
        await FillAsync("office", "one");
        var snapshot = await Snapshots.FindSnapshotAsync("one", CancellationToken.None) ?? throw new InvalidOperationException("no snapshot");
        await Flows.DeleteDatasetAsync("office", CancellationToken.None);

        Assert.Equal(0, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, null, CancellationToken.None));
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Snapshots.SaveSnapshotAsync(snapshot, CancellationToken.None));
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Assert.ThrowsAsync<DatasetDeletedException>(() => Snapshots.SaveSnapshotAsync(snapshot, CancellationToken.None));

        Assert.Empty(await Findings.ListUnpublishedAsync("office", 10, CancellationToken.None));
    }

    [SkippableFact]
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
}

public sealed class SqliteDatasetDeletionTests() : DatasetDeletionContract(TestStores.Sqlite);

public sealed class PostgresDatasetDeletionTests() : DatasetDeletionContract(TestStores.Postgres);
