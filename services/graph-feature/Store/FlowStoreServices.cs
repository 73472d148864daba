using NetMl.GraphFeature.Store.Sqlite;

namespace NetMl.GraphFeature.Store;

/// <summary>Registers the store.</summary>
internal static class FlowStoreServices
{
    public static void AddFlowStore(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<FlowStoreOptions, FlowStoreOptionsValidator>("FlowStore");
        builder.Services.AddSingleton<StoreCondition>();
        builder.Services.AddSingleton<SqliteDatabase>();
        builder.Services.AddSingleton<IFlowStore, SqliteFlowStore>();
        builder.Services.AddSingleton<IFindingStore, SqliteFindingStore>();
        builder.Services.AddSingleton<ISnapshotStore, SqliteSnapshotStore>();
        builder.Services.AddExceptionHandler<StoreFullHandler>();
        builder.Services.AddHealthChecks().AddCheck<StoreHealth>("flow-store");
    }
}
