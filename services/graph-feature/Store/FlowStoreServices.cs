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
        builder.Services.AddSingleton<IGraphStore, SqliteGraphStore>();
        builder.Services.AddSingleton<IAllowListStore, SqliteAllowListStore>();
        builder.Services.AddExceptionHandler<StoreFailureHandler>();
        builder.Services.PostConfigure<ExceptionHandlerOptions>(SayNothingOfKnownFailures);
        builder.Services.AddHealthChecks().AddCheck<StoreHealth>("flow-store");
    }

    /// <summary>The store's condition is logged when it changes; a stack trace for each refused message would bury it.</summary>
    private static void SayNothingOfKnownFailures(ExceptionHandlerOptions options)
    {
        var before = options.SuppressDiagnosticsCallback;
        options.SuppressDiagnosticsCallback = context => StoreFailureHandler.StatusOf(context.Exception) is not null || before?.Invoke(context) == true;
    }
}
