using NetMl.Contracts;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>What the nodes of a stored graph are called, in the order of its tensors, for inference.</summary>
internal static class GetNodeNames
{
    public static void MapGetNodeNames(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/internal/graphs/{name}/names", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(string name, IGraphStore store, CancellationToken cancellationToken) =>
        await store.ReadLinksAsync(name, cancellationToken) is { } links
            ? TypedResults.Json(links.Ids, WireJson.Default.IReadOnlyListString)
            : await GraphServices.UnknownAsync(store, name, cancellationToken);
}
