using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Sqlite;

namespace NetMl.GraphFeature.Tests.Store;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly DataFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteStoreTests()
    {
        _database = new SqliteDatabase(Options.Create(new FlowStoreOptions { Path = _folder.Database }), new StoreCondition(NullLogger<StoreCondition>.Instance));
        (Flows, Findings, Snapshots) = (new SqliteFlowStore(_database), new SqliteFindingStore(_database), new SqliteSnapshotStore(_database));
    }

    protected override IFlowStore Flows { get; }

    protected override IFindingStore Findings { get; }

    protected override ISnapshotStore Snapshots { get; }

    protected override void Dispose(bool disposing)
    {
        _database.Dispose();
        _folder.Dispose();
    }
}
