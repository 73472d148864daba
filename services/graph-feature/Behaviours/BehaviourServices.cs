namespace NetMl.GraphFeature.Behaviours;

/// <summary>Registers the analysis and maps its routes.</summary>
internal static class BehaviourServices
{
    public static void AddBehaviours(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<AnalysisOptions, AnalysisOptionsValidator>("Behaviours");
        builder.Services.AddSingleton<StaleDatasets>();
        builder.Services.AddSingleton<FindingChanges>();
        builder.Services.AddSingleton<KeptAnalyses>();
        builder.Services.AddSingleton<FindingFeed>();
        builder.Services.AddSingleton<StreamSeats>();
        builder.Services.AddSingleton<DatasetAnalysis>();
        builder.Services.AddSingleton<IFindingBroker, DaprFindingBroker>();
        builder.Services.AddHostedService<BehaviourAnalyser>();
        builder.Services.AddHostedService<FindingPublisher>();
    }

    public static void MapBehaviours(this IEndpointRouteBuilder routes)
    {
        routes.MapListBehaviours();
        routes.MapGetBehaviour();
        routes.MapStreamBehaviours();
        routes.MapGetAllowList();
        routes.MapPutAllowList();
    }
}
