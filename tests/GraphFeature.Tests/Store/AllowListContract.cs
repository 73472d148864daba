using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What every store promises of <see cref="NetMl.GraphFeature.Store.IAllowListStore"/>.</summary>
public abstract class AllowListContract : StoreContract
{
    private protected AllowListContract(Func<TestStores> open)
        : base(open)
    {
    }

    [SkippableFact]
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
}

public sealed class SqliteAllowListTests() : AllowListContract(TestStores.Sqlite);

public sealed class PostgresAllowListTests() : AllowListContract(TestStores.Postgres);
