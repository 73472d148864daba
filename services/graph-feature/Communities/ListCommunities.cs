using NetMl.Contracts.Datasets;
using NetMl.Features.Exploration;
using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Social;

namespace NetMl.GraphFeature.Communities;

/// <summary>The communities of a data set's hosts, largest first.</summary>
internal static class ListCommunities
{
    private const int Leaders = 5;

    public static void MapListCommunities(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/communities", HandleAsync).WithName("ListCommunities").WithTags("hosts")
            .WithSummary("Hosts that are linked with each other more than with others").ProducesGraphAnswer<CommunitiesPage>();

    private static async Task<IResult> HandleAsync(
        string dataset, string? method, string? resolution, string? offset, string? top, SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Division.Read(method, resolution, out var how) is { } badMethod)
            return badMethod;
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            var communities = Find(graph, how, cancellationToken);
            var shown = Enumerable.Range(0, communities.Count).Skip(page.Offset).Take(page.Top);
            return TypedResults.Ok(new CommunitiesPage(
                dataset, how.Method, communities.Modularity, communities.Count, page.Offset, [.. shown.Select(community => Summarise(graph, communities, community))]));
        }, cancellationToken);
    }

    /// <summary>The latest are kept with the graph.</summary>
    public static HostCommunities Find(DatasetGraph graph, (string Method, double Resolution) how, CancellationToken cancellationToken) => graph.Social.Remember(
        FormattableString.Invariant($"hosts {how.Method} {how.Resolution}"),
        () => HostCommunities.Of(graph.Graph, Division.Labels(graph.Graph.Undirected, how.Method, how.Resolution, cancellationToken)));

    public static CommunitySummary Summarise(DatasetGraph graph, HostCommunities communities, int community)
    {
        var members = communities.Members(community).ToArray();
        return new CommunitySummary(
            community, members.Length, communities.FlowsWithin(community), communities.FlowsAcross(community),
            [.. members.OrderByDescending(graph.Graph.Undirected.OutDegree).ThenBy(node => node).Take(Leaders).Select(graph.Graph.Address)]);
    }
}
