using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Communities;

/// <summary>The communities of a data set's hosts, largest first.</summary>
internal static class ListCommunities
{
    private const string Algorithm = "leiden";
    private const int Leaders = 5;

    public static void MapListCommunities(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/communities", HandleAsync).WithName("ListCommunities").WithTags("hosts")
            .WithSummary("Hosts that are linked with each other more than with others").ProducesGraphAnswer<CommunitiesPage>();

    private static async Task<IResult> HandleAsync(
        string dataset, string? offset, string? top, DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            var communities = graph.Communities;
            var shown = Enumerable.Range(0, communities.Count).Skip(page.Offset).Take(page.Top);
            return TypedResults.Ok(new CommunitiesPage(
                dataset, Algorithm, communities.Modularity, communities.Count, page.Offset, [.. shown.Select(community => Summarise(graph, community))]));
        }, cancellationToken);
    }

    public static CommunitySummary Summarise(DatasetGraph graph, int community)
    {
        var members = graph.Communities.Members(community).ToArray();
        return new CommunitySummary(
            community, members.Length, graph.Communities.FlowsWithin(community), graph.Communities.FlowsAcross(community),
            [.. members.OrderByDescending(graph.Graph.Undirected.OutDegree).ThenBy(node => node).Take(Leaders).Select(graph.Graph.Address)]);
    }
}
