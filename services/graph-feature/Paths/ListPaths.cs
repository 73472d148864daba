using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Paths;

/// <summary>How one host reaches another: over few hops, or in the order of time.</summary>
internal static class ListPaths
{
    private const string Hops = "hops";
    private const string Time = "time";
    private const int DefaultCount = 3;
    private const int MostCount = 100;

    public static void MapListPaths(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/paths", HandleAsync).WithName("ListPaths").WithTags("hosts")
            .WithSummary("Paths between two hosts: those with the fewest hops, or the one that arrives first in the order of time").ProducesGraphAnswer<HostPaths>();

    private static async Task<IResult> HandleAsync(
        string dataset, string? source, string? target, string? order, string? directed, string? count,
        DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        order = string.IsNullOrEmpty(order) ? Hops : order;
        if (order is not (Hops or Time))
            return Problems.Bad("order", order, $"{Hops} or {Time}");
        if (!bool.TryParse(string.IsNullOrEmpty(directed) ? "true" : directed, out var isDirected) || (!isDirected && order == Time))
            return Problems.Bad("directed", directed, $"true or, for the order {Hops}, false");
        if (Problems.WholeNumber(count, DefaultCount, 1, MostCount) is not { } most)
            return Problems.Bad("count", count, $"a whole number from 1 to {MostCount}");

        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            if (graph.Find("source", source, out var from) is { } badSource)
                return badSource;
            if (graph.Find("target", target, out var to) is { } badTarget)
                return badTarget;
            if (from == to)
                return Problems.Bad("target", target, "another host than the source");
            IReadOnlyList<HostPath> paths = order == Time ? InTime(graph, from, to)
                : [.. Features.Exploration.HostPaths.ByHops(graph.Graph, from, to, isDirected, most, cancellationToken).Select(path => new HostPath([.. path.ToArray().Select(graph.Graph.Address)]))];
            return TypedResults.Ok(new HostPaths(dataset, graph.Graph.Address(from), graph.Graph.Address(to), order, paths));
        }, cancellationToken);
    }

    private static HostPath[] InTime(DatasetGraph graph, int from, int to)
    {
        var flows = Features.Exploration.HostPaths.InTime(graph.Graph, from, to);
        return flows.Count == 0 ? []
            : [new HostPath(
                [graph.Graph.Address(from), .. flows.Select(flow => graph.Graph.Address(graph.Graph.Target[flow]))],
                [.. flows.Select(flow => FlowTime.Of(graph.Graph.Flows.Start[graph.Graph.FirstFlow + flow]))])];
    }
}
