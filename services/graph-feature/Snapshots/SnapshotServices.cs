namespace NetMl.GraphFeature.Snapshots;

/// <summary>Registers snapshots and maps their routes.</summary>
internal static class SnapshotServices
{
    public static void AddSnapshots(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<SnapshotOptions, SnapshotOptionsValidator>("Snapshots");
        builder.Services.AddSingleton<SnapshotFiles>();
        builder.Services.AddSingleton<SnapshotBuilder>();
    }

    public static void MapSnapshots(this IEndpointRouteBuilder routes)
    {
        routes.MapCreateSnapshot();
        routes.MapCreateSnapshotSeries();
        routes.MapListSnapshots();
        routes.MapGetSnapshot();
        routes.MapGetSnapshotTensors();
    }
}
