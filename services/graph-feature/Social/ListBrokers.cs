using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Social;

/// <summary>Nodes that lie between others, highest betweenness first.</summary>
internal static class ListBrokers
{
    public static void MapListBrokers(this IEndpointRouteBuilder routes) =>
        routes.MapBoth("brokers", path => routes.MapGet(path, HandleAsync).ProducesGraphAnswer<BrokersPage>(), "ListBrokers", "The nodes that lie on most shortest paths");

    private static async Task<IResult> HandleAsync(string? offset, string? top, SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, graph =>
        {
            var brokers = Brokerage.Find(graph, graphs.MaximumSteps, cancellationToken);
            return TypedResults.Ok(new BrokersPage(
                graph.Name, brokers.Method, brokers.ErrorBound, brokers.FailureChance, graph.Undirected.NodeCount, page.Offset, [.. brokers.Page(page, cancellationToken)]));
        }, cancellationToken);
    }
}
