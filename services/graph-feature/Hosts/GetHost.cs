using NetMl.Contracts.Datasets;
using NetMl.Features.Exploration;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.Hosts;

/// <summary>One host: its features, whom it talked with, and when.</summary>
internal static class GetHost
{
    private const int DefaultPeers = 10;
    private const int MostPeers = 1000;
    private const int MostBins = 10_000;
    private const double LongestBinSeconds = 366 * 86_400;
    private const double NanosecondsPerSecond = 1e9;

    public static void MapGetHost(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/hosts/{address}", HandleAsync).WithName("GetHost").WithTags("hosts")
            .WithSummary("One host: features, peers with the most flows, time line").ProducesGraphAnswer<HostDetail>();

    private static async Task<IResult> HandleAsync(
        string dataset, string address, string? peers, string? binSeconds, DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (Problems.WholeNumber(peers, DefaultPeers, 0, MostPeers) is not { } mostPeers)
            return Problems.Bad("peers", peers, $"a whole number from 0 to {MostPeers}");
        if (Problems.Number(binSeconds, 0, 1, LongestBinSeconds) is not { } seconds)
            return Problems.Bad("binSeconds", binSeconds, $"a number from 1 to {LongestBinSeconds}");

        return await graphs.AnswerAsync(http, dataset, graph =>
        {
            if (graph.Find("address", address, out var node) is { } refusal)
                return refusal;
            var width = seconds > 0 ? (long)(seconds * NanosecondsPerSecond) : TimeLine.WidthFor(graph.Graph);
            var bins = TimeLine.OfHost(graph.Graph, node, width);
            if (bins.Count > MostBins)
                return Problems.Bad("binSeconds", binSeconds, $"a width that gives at most {MostBins} bins, and this one gives {bins.Count}");
            var all = HostPeer.Of(graph.Graph, node);
            return TypedResults.Ok(new HostDetail(
                dataset, graph.Graph.Address(node), graph.Host(node).Features, all.Count, [.. all.Take(mostPeers).Select(peer => ToWire(graph, peer))],
                width / NanosecondsPerSecond, [.. bins.Select(GraphAnswers.ToWire)]));
        }, cancellationToken);
    }

    private static PeerTraffic ToWire(DatasetGraph graph, HostPeer peer) => new(
        graph.Graph.Address(peer.Node), peer.FlowsOut, peer.FlowsIn, peer.BytesOut, peer.BytesIn, peer.Ports, FlowTime.Of(peer.First), FlowTime.Of(peer.Last));
}
