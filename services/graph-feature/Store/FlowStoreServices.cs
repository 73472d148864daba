using NetMl.Contracts;
using NetMl.GraphFeature.Store.Postgres;
using NetMl.GraphFeature.Store.Sqlite;

namespace NetMl.GraphFeature.Store;

/// <summary>Registers the store: PostgreSQL when the connection string "flows" is set, a SQLite file otherwise.</summary>
internal static class FlowStoreServices
{
    public static void AddFlowStore(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<FlowStoreOptions, FlowStoreOptionsValidator>("FlowStore");
        builder.Services.AddSingleton<StoreCondition>();
        if (builder.Configuration.GetConnectionString(ConnectionNames.Flows) is { Length: > 0 } server)
            builder.Services.AddPostgres(server);
        else
            builder.Services.AddSqlite();
        builder.Services.AddExceptionHandler<StoreFailureHandler>();
        builder.Services.PostConfigure<ExceptionHandlerOptions>(SayNothingOfKnownFailures);
        builder.Services.AddHealthChecks().AddCheck<StoreHealth>("flow-store");
    }

    private static void AddSqlite(this IServiceCollection services)
    {
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IFlowStore, SqliteFlowStore>();
        services.AddSingleton<IFindingStore, SqliteFindingStore>();
        services.AddSingleton<ISnapshotStore, SqliteSnapshotStore>();
        services.AddSingleton<IGraphStore, SqliteGraphStore>();
        services.AddSingleton<IAllowListStore, SqliteAllowListStore>();
        services.AddHostedService<SqliteReclaim>();
    }

    private static void AddPostgres(this IServiceCollection services, string server)
    {
        services.AddSingleton(provider => new PostgresDatabase(server, provider.GetRequiredService<StoreCondition>()));
        services.AddSingleton<IFlowStore, PostgresFlowStore>();
        services.AddSingleton<IFindingStore, PostgresFindingStore>();
        services.AddSingleton<ISnapshotStore, PostgresSnapshotStore>();
        services.AddSingleton<IGraphStore, PostgresGraphStore>();
        services.AddSingleton<IAllowListStore, PostgresAllowListStore>();
        services.AddHostedService<PostgresStart>();
        services.AddHostedService<PostgresFindingSignal>();
    }

    /// <summary>The store's condition is logged when it changes; a stack trace for each refused message would bury it.</summary>
    private static void SayNothingOfKnownFailures(ExceptionHandlerOptions options)
    {
        var before = options.SuppressDiagnosticsCallback;
        options.SuppressDiagnosticsCallback = context => StoreFailureHandler.StatusOf(context.Exception) is not null || before?.Invoke(context) == true;
    }
}
