using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.Cli.Report;

/// <summary>Reads an uploaded graph through the gateway, finds its communities and ranks its nodes.</summary>
internal sealed class GraphReport(GatewayClient gateway, string graph, IProgressBoard board)
{
    private const int PageSize = 1000;

    /// <exception cref="CommandFailure">There is no such graph, it is empty or too large for a page, or the gateway fails.</exception>
    public async Task<ReportContent> GatherAsync(CancellationToken cancellationToken)
    {
        var info = await gateway.Graphs.GetAsync(graph, cancellationToken);
        if (info.Nodes == 0)
            throw new CommandFailure($"Graph '{graph}' has no nodes, so there is nothing to report.");
        if (info.Nodes > ReportContent.MostHosts || info.Edges > ReportContent.MostEdges)
            throw new CommandFailure($"Graph '{graph}' has {Words.Count(info.Nodes)} nodes and {Words.Count(info.Edges)} edges; a page holds {Words.Count(ReportContent.MostHosts)} and {Words.Count(ReportContent.MostEdges)} at most.");
        var line = board.Start("graph", info.Nodes + info.Edges);
        var nodes = await NodesAsync(info, line, cancellationToken);
        var placeOf = nodes.Select((node, place) => (node.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        var edges = new List<ReportEdge>();
        for (var offset = 0; offset < info.Edges; offset += PageSize)
        {
            var page = await gateway.Graphs.ListEdgesAsync(graph, offset, PageSize, cancellationToken);
            edges.AddRange(page.Edges.Select(edge => new ReportEdge(placeOf[edge.Source], placeOf[edge.Target], edge.Weight)));
            line.Report(info.Nodes + edges.Count, Words.Count(edges.Count, "edge", "edges"));
        }
        line.Finish($"{Words.Count(nodes.Count, "node", "nodes")}, {Words.Count(edges.Count, "edge", "edges")}");
        return Content(info, nodes, edges);
    }

    private async Task<List<GraphNode>> NodesAsync(GraphInfo info, IProgressLine line, CancellationToken cancellationToken)
    {
        var nodes = new List<GraphNode>();
        for (var offset = 0; offset < info.Nodes; offset += PageSize)
        {
            nodes.AddRange((await gateway.Graphs.ListNodesAsync(graph, offset, PageSize, cancellationToken)).Nodes);
            line.Report(nodes.Count, Words.Count(nodes.Count, "node", "nodes"));
        }
        return nodes;
    }

    private ReportContent Content(GraphInfo info, List<GraphNode> nodes, List<ReportEdge> edges)
    {
        var directed = CsrBuilder.Directed(nodes.Count, edges.ConvertAll(edge => edge.Source).ToArray(), edges.ConvertAll(edge => edge.Target).ToArray());
        var undirected = CsrBuilder.UndirectedSimple(directed);
        var ranks = PageRank.Compute(info.Directed ? directed : undirected);
        var communities = Leiden.Compute(undirected);
        var sizes = communities.Sizes.ToArray();
        var bySize = Enumerable.Range(0, sizes.Length).OrderByDescending(community => sizes[community]).ToArray();
        var placeOf = new int[sizes.Length];
        for (var place = 0; place < bySize.Length; place++)
            placeOf[bySize[place]] = place < ReportContent.MostCommunities && sizes[bySize[place]] > 1 ? place : -1;
        var order = Enumerable.Range(0, nodes.Count).OrderByDescending(v => ranks[v]).ToArray();
        var newPlace = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
            newPlace[order[place]] = place;
        return new ReportContent(
            graph, false, null, null, 0, 0, nodes.Count, edges.Count,
            [.. order.Select(v => new ReportHost(nodes[v].Id, placeOf[communities.CommunityOf.Span[v]], ranks[v], undirected.OutDegree(v), Label: nodes[v].Label))],
            [.. edges.Select(edge => new ReportEdge(newPlace[edge.Source], newPlace[edge.Target], edge.Weight))],
            [.. bySize.Take(ReportContent.MostCommunities).Select(community => sizes[community]).TakeWhile(size => size > 1)], sizes.Length, [], 0, [], []);
    }
}
