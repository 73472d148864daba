using System.Net.Mime;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>A snapshot's tensors as safetensors, streamed from a file.</summary>
internal static class GetSnapshotTensors
{
    public static void MapGetSnapshotTensors(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/snapshots/{id}/tensors", HandleAsync).WithName("GetSnapshotTensors").WithTags("snapshots")
            .WithSummary("A snapshot's tensors as safetensors")
            .Produces(StatusCodes.Status200OK, contentType: MediaTypeNames.Application.Octet).Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status507InsufficientStorage);

    private static async Task<IResult> HandleAsync(
        string id, ISnapshotStore snapshots, SnapshotBuilder builder, HttpContext http, CancellationToken cancellationToken)
    {
        if (await snapshots.FindSnapshotAsync(id, cancellationToken) is not { } snapshot)
            return Problems.UnknownSnapshot(id);
        if (EntityTag.IsKnownTo(http, snapshot.Summary.Id))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var file = await builder.OpenTensorsAsync(snapshot, cancellationToken);
        return TypedResults.Stream(file, MediaTypeNames.Application.Octet, entityTag: new($"\"{snapshot.Summary.Id}\""), enableRangeProcessing: true);
    }
}
