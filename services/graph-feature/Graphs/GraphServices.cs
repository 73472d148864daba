using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Registers uploaded graphs and maps their routes.</summary>
internal static class GraphServices
{
    public static void AddGraphs(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<GraphOptions, GraphOptionsValidator>("Graphs");
        builder.Services.AddSingleton<GraphImports>();
    }

    public static void MapGraphs(this IEndpointRouteBuilder routes)
    {
        routes.MapListGraphs();
        routes.MapGetGraph();
        routes.MapGetGraphTensors();
        routes.MapGetNodeNames();
        routes.MapPutGraph();
        routes.MapDeleteGraph();
    }

    /// <summary>404 with the graphs that there are.</summary>
    public static async Task<ProblemHttpResult> UnknownAsync(IGraphStore store, string name, CancellationToken cancellationToken)
    {
        var known = await store.ListGraphsAsync(cancellationToken);
        return Problems.NotFound($"There is no graph '{name}': import it first.{NearestName.Hint(name, [.. known.Select(info => info.Name)])}");
    }
}
