using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of <see cref="NetMl.GraphFeature.Store.ISnapshotStore"/>.</summary>
public abstract class SnapshotStoreContract : StoreContract
{
    private protected SnapshotStoreContract(Func<TestStores> open)
        : base(open)
    {
    }

    [SkippableFact]
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

    [SkippableTheory]
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
}

public sealed class SqliteSnapshotStoreTests() : SnapshotStoreContract(TestStores.Sqlite);

public sealed class PostgresSnapshotStoreTests() : SnapshotStoreContract(TestStores.Postgres);
