using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>What a snapshot holds.</summary>
internal static class GetSnapshot
{
    public static void MapGetSnapshot(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/snapshots/{id}", HandleAsync).WithName("GetSnapshot").WithTags("snapshots").WithSummary("What a snapshot holds")
            .Produces<SnapshotSummary>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(string id, ISnapshotStore snapshots, HttpContext http, CancellationToken cancellationToken)
    {
        if (await snapshots.FindSnapshotAsync(id, cancellationToken) is not { } snapshot)
            return Problems.UnknownSnapshot(id);
        return EntityTag.IsKnownTo(http, snapshot.Summary.Id) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(snapshot.Summary);
    }
}
