using NetMl.Contracts.Datasets;
using NetMl.Features.Exploration;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Edges;

/// <summary>Which host opened flows to which, those with the most of one amount first.</summary>
internal static class ListEdges
{
    private const string DefaultSort = "flows";

    public static void MapListEdges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/edges", HandleAsync).WithName("ListEdges").WithTags("hosts")
            .WithSummary("Who opened flows to whom, sorted, filtered and paged").ProducesGraphAnswer<EdgesPage>();

    private static async Task<IResult> HandleAsync(
        string dataset, string? sort, string? order, string? where, string? source, string? target, string? offset, string? top,
        DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        sort = string.IsNullOrEmpty(sort) ? DefaultSort : sort;
        if (DatasetGraph.EdgeFeatureNames.ToList().IndexOf(sort) is not (>= 0 and var column))
            return Problems.BadName("sort", sort, DatasetGraph.EdgeFeatureNames);
        if (GraphAnswers.ReadAddresses("source", source, out var sources) is { } badSource)
            return badSource;
        if (GraphAnswers.ReadAddresses("target", target, out var targets) is { } badTarget)
            return badTarget;
        if (GraphAnswers.ReadOrder(order, out var ascending) is { } badOrder)
            return badOrder;
        if (GraphAnswers.ReadWhere(where, DatasetGraph.EdgeFeatureNames, out var filter) is { } badCondition)
            return badCondition;
        if (PageRequest.Read(offset, top, out var page) is { } badPage)
            return badPage;

        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            var found = RowSelection.Of(
                (int)graph.Graph.Directed.EdgeCount,
                edge => sources.Matches(graph.Address(graph.Source(edge))) && targets.Matches(graph.Address(graph.Target(edge))) && filter.Holds(edge, graph.EdgeFeature),
                edge => graph.EdgeFeature(edge, column), ascending, page.Offset, page.Top);
            return TypedResults.Ok(new EdgesPage(dataset, sort, found.Total, page.Offset, [.. found.Rows.Select(edge => ToWire(graph, edge))]));
        }, cancellationToken);
    }

    private static HostEdge ToWire(DatasetGraph graph, int edge) => new(
        graph.Graph.Address(graph.Source(edge)), graph.Graph.Address(graph.Target(edge)), graph.First(edge), graph.Last(edge),
        GraphAnswers.Named(DatasetGraph.EdgeFeatureNames, edge, graph.EdgeFeature));
}
