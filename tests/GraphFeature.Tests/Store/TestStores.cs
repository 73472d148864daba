using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Postgres;
using NetMl.GraphFeature.Store.Sqlite;
using NetMl.Tests;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>Empty stores for one test.</summary>
internal sealed class TestStores(IFlowStore flows, IFindingStore findings, ISnapshotStore snapshots, IAllowListStore allowLists, IGraphStore graphs, Action dispose) : IDisposable
{
    private static readonly ConcurrentBag<string> Free = [];

    public IFlowStore Flows => flows;

    public IFindingStore Findings => findings;

    public ISnapshotStore Snapshots => snapshots;

    public IAllowListStore AllowLists => allowLists;

    public IGraphStore Graphs => graphs;

    /// <summary>In a file of its own.</summary>
    public static TestStores Sqlite()
    {
        var folder = new DataFolder();
        var database = new SqliteDatabase(Options.Create(new FlowStoreOptions { Path = folder.Database }), Condition());
        return new TestStores(
            new SqliteFlowStore(database), new SqliteFindingStore(database), new SqliteSnapshotStore(database), new SqliteAllowListStore(database), new SqliteGraphStore(database),
            () =>
            {
                database.Dispose();
                folder.Dispose();
            });
    }

    /// <summary>In a database of its own on the assembly's server, which another test may have left empty.</summary>
    public static TestStores Postgres()
    {
        var connectionString = Free.TryTake(out var empty) ? empty : PostgresServer.Shared().NewDatabase();
        return Postgres(connectionString, () => Free.Add(connectionString));
    }

    /// <summary>As one instance of the service sees it.</summary>
    public static TestStores Postgres(string connectionString, Action? emptied = null)
    {
        var database = new PostgresDatabase(connectionString, Condition());
        return new TestStores(
            new PostgresFlowStore(database), new PostgresFindingStore(database), new PostgresSnapshotStore(database), new PostgresAllowListStore(database), new PostgresGraphStore(database),
            () =>
            {
                if (emptied is not null)
                    database.ReadAsync(connection => connection.Command("DROP SCHEMA netml CASCADE").RunAsync(CancellationToken.None), CancellationToken.None).GetAwaiter().GetResult();
                database.DisposeAsync().AsTask().GetAwaiter().GetResult();
                emptied?.Invoke();
            });
    }

    public void Dispose() => dispose();

    private static StoreCondition Condition() => new(NullLogger<StoreCondition>.Instance);
}
