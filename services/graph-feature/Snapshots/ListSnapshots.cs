using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>The snapshots that were made of a data set, by their first flow.</summary>
internal static class ListSnapshots
{
    public static void MapListSnapshots(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/snapshots", HandleAsync).WithName("ListSnapshots").WithTags("snapshots").WithSummary("The snapshots of a data set")
            .Produces<IReadOnlyList<SnapshotSummary>>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string dataset, IFlowStore store, ISnapshotStore snapshots, HttpContext http, CancellationToken cancellationToken) =>
        await store.FindDatasetAsync(dataset, cancellationToken) is null ? await Problems.UnknownDatasetAsync(store, dataset, cancellationToken)
            : EntityTag.Json(http, await snapshots.ListSnapshotsAsync(dataset, cancellationToken), WireJson.Default.IReadOnlyListSnapshotSummary);
}
