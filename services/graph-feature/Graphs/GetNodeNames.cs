using NetMl.Contracts;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>What the nodes of a stored graph are called, in the order of its tensors, for inference; the ETag is the version of the graph, as that of the tensors is.</summary>
internal static class GetNodeNames
{
    public static void MapGetNodeNames(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/internal/graphs/{name}/names", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(string name, IGraphStore store, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.ReadLinksAsync(name, cancellationToken) is not { } links)
            return await GraphServices.UnknownAsync(store, name, cancellationToken);
        return EntityTag.IsKnownTo(http, links.Info.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(links.Ids, WireJson.Default.IReadOnlyListString);
    }
}
