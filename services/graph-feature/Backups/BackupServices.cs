namespace NetMl.GraphFeature.Backups;

/// <summary>Registers backup and restore and maps their routes.</summary>
internal static class BackupServices
{
    public static void AddBackups(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatasetRecords>();
        builder.Services.AddSingleton<DatasetRestoring>();
        builder.Services.AddSingleton<GraphRecords>();
        builder.Services.AddSingleton<GraphRestoring>();
    }

    public static void MapBackups(this IEndpointRouteBuilder routes)
    {
        routes.MapBackUpDataset();
        routes.MapRestoreDataset();
        routes.MapBackUpGraph();
        routes.MapRestoreGraph();
    }
}
