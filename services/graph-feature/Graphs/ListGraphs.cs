using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>All stored graphs.</summary>
internal static class ListGraphs
{
    public static void MapListGraphs(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/graphs", HandleAsync).WithName("ListGraphs").WithTags("graphs").WithSummary("All stored graphs")
            .Produces<IReadOnlyList<GraphInfo>>().Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> HandleAsync(IGraphStore store, HttpContext http, CancellationToken cancellationToken) =>
        EntityTag.Json(http, await store.ListGraphsAsync(cancellationToken), WireJson.Default.IReadOnlyListGraphInfo);
}
