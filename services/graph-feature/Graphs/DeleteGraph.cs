using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Deletes a stored graph.</summary>
internal static class DeleteGraph
{
    public static void MapDeleteGraph(this IEndpointRouteBuilder routes) =>
        routes.MapDelete("/v1/graphs/{name}", HandleAsync).WithName("DeleteGraph").WithTags("graphs").WithSummary("Delete a stored graph")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(string name, IGraphStore store, CancellationToken cancellationToken) =>
        await store.DeleteGraphAsync(name, cancellationToken) ? TypedResults.NoContent() : await GraphServices.UnknownAsync(store, name, cancellationToken);
}
