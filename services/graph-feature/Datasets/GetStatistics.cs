using NetMl.Contracts.Datasets;
using NetMl.Features.Exploration;

namespace NetMl.GraphFeature.Datasets;

/// <summary>What a data set consists of.</summary>
internal static class GetStatistics
{
    public static void MapGetStatistics(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/statistics", HandleAsync).WithName("GetStatistics").WithTags("datasets")
            .WithSummary("Sizes, times, bytes, and flows by protocol, service, state, label and hour, and services over time").ProducesGraphAnswer<DatasetStatistics>();

    private static Task<IResult> HandleAsync(string dataset, DatasetGraphs graphs, HttpContext http, CancellationToken cancellationToken) =>
        graphs.AnswerAsync(http, dataset, graph =>
        {
            var statistics = FlowStatistics.Of(graph.Graph);
            var start = graph.Graph.Flows.Start;
            var width = TimeLine.WidthFor(graph.Graph);
            return TypedResults.Ok(new DatasetStatistics(
                dataset, graph.Summary, start.IsEmpty ? null : FlowTime.Of(start[0]), start.IsEmpty ? null : FlowTime.Of(start[^1]), statistics.Failed,
                statistics.BytesSent, statistics.BytesReceived, statistics.PacketsSent, statistics.PacketsReceived, statistics.Protocols, statistics.Services,
                statistics.States, statistics.Labels, [.. statistics.Hours.Select(GraphAnswers.ToWire)], width / 1e9,
                [.. ServiceTimes.Of(graph.Graph, width).Select(bin => new ServiceBin(FlowTime.Of(bin.Start), bin.Flows, bin.Others, bin.None))]));
        }, cancellationToken);
}
