using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Hosts;

/// <summary>The hosts around one host, and the edges among them.</summary>
internal static class GetEgoNetwork
{
    private const int DefaultHosts = 100;
    private const int MostHosts = 1000;
    private const int MostEdges = 5000;
    private const int MostRadius = 2;

    public static void MapGetEgoNetwork(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/hosts/{address}/ego", HandleAsync).WithName("GetEgoNetwork").WithTags("hosts")
            .WithSummary("The hosts within one or two steps of a host, and the edges among them").ProducesGraphAnswer<EgoNetwork>();

    private static async Task<IResult> HandleAsync(
        string dataset, string address, string? radius, string? top, DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Problems.WholeNumber(radius, 1, 1, MostRadius) is not { } steps)
            return Problems.Bad("radius", radius, $"a whole number from 1 to {MostRadius}");
        if (Problems.WholeNumber(top, DefaultHosts, 1, MostHosts) is not { } most)
            return Problems.Bad("top", top, $"a whole number from 1 to {MostHosts}");

        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            if (graph.Find("address", address, out var node) is { } refusal)
                return refusal;
            var ego = Features.Exploration.EgoNetwork.Of(graph.Graph, node, steps, most, MostEdges);
            return TypedResults.Ok(new EgoNetwork(
                dataset, graph.Graph.Address(node), steps, ego.Within, ego.Among, ego.Nodes.Count < ego.Within || ego.Edges.Count < ego.Among,
                [.. ego.Nodes.Select((other, i) => new EgoHost(graph.Graph.Address(other), ego.Distances[i]))], [.. ego.Edges.Select(edge => ToWire(graph, edge))]));
        }, cancellationToken);
    }

    private static EgoEdge ToWire(DatasetGraph graph, int edge) => new(
        graph.Graph.Address(graph.Source(edge)), graph.Graph.Address(graph.Target(edge)), (long)graph.Graph.Directed.Weights[edge], graph.Graph.EdgeBytes[edge]);
}
