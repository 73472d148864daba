using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Anomalies;
using NetMl.Inference.Protocol;

namespace NetMl.Inference.Scoring;

/// <summary>Names the class of each flow, or how odd it is.</summary>
internal static class FlowScores
{
    /// <summary>Flows of which it is said why they are odd.</summary>
    private const int MostReasons = 1000;

    /// <summary>In time order.</summary>
    public static IReadOnlyList<FlowScore> Of(ReceivedFlows flows, FlowGraph graph, Prediction prediction)
    {
        var places = new FlowPlaces(flows.Batches, graph);
        return [.. Enumerable.Range(0, graph.FlowCount).Select(flow =>
        {
            var (batch, local, row) = places.Of(flow);
            var best = prediction.Best(flow);
            return new FlowScore(
                row, batch.Uid(local), Source(batch, local), Destination(batch, local), Port(batch, local), Start(batch, local),
                prediction.Model.Classes[best], prediction.Values.Span[flow * prediction.Columns + best], batch.Label(local));
        })];
    }

    /// <summary>Oddest first.</summary>
    public static IReadOnlyList<FlowAnomaly> Of(ReceivedFlows flows, FlowGraph graph, AnomalyFindings findings)
    {
        var places = new FlowPlaces(flows.Batches, graph);
        return [.. findings.OddestFirst().Select((flow, rank) =>
        {
            var (batch, local, row) = places.Of(flow);
            var why = rank < MostReasons ? findings.Why(flow) : new OddReasons([], []);
            return new FlowAnomaly(
                row, batch.Uid(local), Source(batch, local), Destination(batch, local), Port(batch, local), Start(batch, local), findings.Scores[flow],
                findings.Threshold is null ? null : findings.IsOdd(flow), [.. why.Features.Select(feature => feature.Name)],
                [.. why.Nearest.Select(neighbour => neighbour.Name)], [.. why.Features.Select(feature => feature.Sentence)], batch.Label(local));
        })];
    }

    private static string Source(FlowBatch batch, int local) => batch.Addresses[batch.Source[local]];

    private static string Destination(FlowBatch batch, int local) => batch.Addresses[batch.Destination[local]];

    private static int? Port(FlowBatch batch, int local) => batch.DestinationPort[local] is >= 0 and var port ? port : null;

    private static DateTimeOffset Start(FlowBatch batch, int local) => DateTimeOffset.UnixEpoch.AddTicks(batch.StartNanoseconds[local] / 100);
}
