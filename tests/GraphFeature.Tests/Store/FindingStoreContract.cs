using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of <see cref="NetMl.GraphFeature.Store.IFindingStore"/>.</summary>
public abstract class FindingStoreContract : StoreContract
{
    private protected FindingStoreContract(Func<TestStores> open)
        : base(open)
    {
    }

    [SkippableFact]
    public async Task ReplaceFindings_ChangedNewAndGone_FormALog()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        Assert.Equal(3, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1), Finding("y", 1), Finding("z", 1)], 7, null, CancellationToken.None));

        Assert.Equal(2, await Findings.ReplaceFindingsAsync("office", [Finding("x", 2), Finding("y", 1), Finding("w", 1)], 7, null, CancellationToken.None));

        var log = await Findings.ListFindingsAsync("office", 0, CancellationToken.None);
        Assert.Equal([("y", 1.0), ("x", 2.0), ("w", 1.0)], log.Select(stored => (stored.Finding.Id, stored.Finding.Score)));
        Assert.Equal(["x", "w"], (await Findings.ListFindingsAsync("office", log[0].Sequence, CancellationToken.None)).Select(stored => stored.Finding.Id));
        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.AnalysedRows);
    }

    [SkippableFact]
    public async Task ReadLog_FindingThatWent_IsWithdrawnUntilItComesBack()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        Assert.Null((await Findings.ReadLogAsync("office", 0, 10, CancellationToken.None)).Log);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 1), Finding("y", 1)], 7, null, CancellationToken.None);

        Assert.Equal(0, await Findings.ReplaceFindingsAsync("office", [Finding("y", 1)], 7, null, CancellationToken.None));
        var gone = await Findings.ReadLogAsync("office", 0, 10, CancellationToken.None);
        Assert.Equal([("y", false), ("x", true)], gone.Changes.Select(change => (change.Finding.Id, change.IsWithdrawn)));
        Assert.Equal(["y"], (await Findings.ListFindingsAsync("office", 0, CancellationToken.None)).Select(change => change.Finding.Id));
        Assert.Equal(["y"], (await Findings.ListUnpublishedAsync("office", 10, CancellationToken.None)).Select(change => change.Finding.Id));
        await Findings.MarkPublishedAsync(gone.Changes[1], CancellationToken.None);

        Assert.Equal(1, await Findings.ReplaceFindingsAsync("office", [Finding("y", 1), Finding("x", 1)], 7, null, CancellationToken.None));
        var back = await Findings.ReadLogAsync("office", gone.Changes[0].Sequence, 1, CancellationToken.None);
        Assert.Equal([("x", false)], back.Changes.Select(change => (change.Finding.Id, change.IsWithdrawn)));
        Assert.Equal(gone.Log, back.Log);
        Assert.Equal(gone.Log, (await Findings.ReadLogAsync("office", long.MaxValue, 1, CancellationToken.None)).Log);
    }

    [SkippableFact]
    public async Task ReadLog_DatasetMadeAnew_HasAnotherName()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, null, CancellationToken.None);
        var before = await Findings.ReadLogAsync("office", 0, 10, CancellationToken.None);

        await Flows.DeleteDatasetAsync("office", CancellationToken.None);
        Assert.Null((await Findings.ReadLogAsync("office", 0, 10, CancellationToken.None)).Log);
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, null, CancellationToken.None);

        var after = await Findings.ReadLogAsync("office", 0, 10, CancellationToken.None);
        Assert.NotEqual(before.Log, after.Log);
        Assert.True(after.Changes[0].Sequence > before.Changes[0].Sequence);
    }

    [SkippableFact]
    public async Task ReplaceFindings_AllowListPutMeanwhile_LeavesAllToBeAnalysed()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        var batch = await LatestAsync();
        await AllowLists.WriteAsync("office", "[1]", CancellationToken.None);

        foreach (var old in new[] { null, "[2]" })
            Assert.Equal(0, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, new FindingBasis(batch, old), CancellationToken.None));
        Assert.Equal(0, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.AnalysedRows);
        Assert.Empty(await Findings.ListFindingsAsync("office", 0, CancellationToken.None));

        Assert.Equal(1, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, new FindingBasis(batch, "[1]"), CancellationToken.None));
        Assert.Equal(7, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.AnalysedRows);
    }

    [SkippableFact]
    public async Task ReplaceFindings_DatasetMadeAnewMeanwhile_GetsNoneOfTheOldOnes()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        var batch = await LatestAsync();
        await Flows.DeleteDatasetAsync("office", CancellationToken.None);
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);

        Assert.Equal(0, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, new FindingBasis(batch, null), CancellationToken.None));
        Assert.Equal(0, (await Flows.FindDatasetAsync("office", CancellationToken.None))?.AnalysedRows);

        // Flows that come meanwhile are no reason to throw away what was found.
        batch = await LatestAsync();
        await Flows.AppendAsync(Segment("office", "b", 20, 30), CancellationToken.None);
        Assert.Equal(1, await Findings.ReplaceFindingsAsync("office", [Finding("x", 1)], 7, new FindingBasis(batch, null), CancellationToken.None));
    }

    private async Task<long> LatestAsync() => (await Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None))[^1].Id;

    [SkippableFact]
    public async Task MarkPublished_ChangedMeanwhile_IsStillToBePublished()
    {
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 1), Finding("y", 1)], 7, null, CancellationToken.None);
        var unpublished = await Findings.ListUnpublishedAsync("office", 10, CancellationToken.None);
        await Findings.ReplaceFindingsAsync("office", [Finding("x", 2), Finding("y", 1)], 7, null, CancellationToken.None);

        foreach (var finding in unpublished)
            await Findings.MarkPublishedAsync(finding, CancellationToken.None);

        Assert.Equal(["office"], await Findings.ListDatasetsToPublishAsync(CancellationToken.None));
        Assert.Empty(await Findings.ListUnpublishedAsync("plant", 10, CancellationToken.None));
        var left = Assert.Single(await Findings.ListUnpublishedAsync("office", 10, CancellationToken.None));
        Assert.Equal(("x", 2.0), (left.Finding.Id, left.Finding.Score));
    }
}

public sealed class SqliteFindingStoreTests() : FindingStoreContract(TestStores.Sqlite);

public sealed class PostgresFindingStoreTests() : FindingStoreContract(TestStores.Postgres);
