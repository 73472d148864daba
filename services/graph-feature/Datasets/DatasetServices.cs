namespace NetMl.GraphFeature.Datasets;

/// <summary>Registers what the data set routes need and maps them.</summary>
internal static class DatasetServices
{
    public static void AddDatasets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatasetGraphs>();
        builder.Services.AddSingleton<DatasetDeletion>();
        builder.Services.AddSingleton<FlowRetention>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FlowRetention>());
    }

    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        routes.MapListDatasets();
        routes.MapGetDataset();
        routes.MapGetStatistics();
        routes.MapDeleteDataset();
    }
}
