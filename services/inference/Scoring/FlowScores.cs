using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Inference.Protocol;

namespace NetMl.Inference.Scoring;

/// <summary>Names the class of each flow.</summary>
internal static class FlowScores
{
    /// <summary>In time order.</summary>
    public static IReadOnlyList<FlowScore> Of(ReceivedFlows flows, FlowGraph graph, Prediction prediction)
    {
        var starts = new int[flows.Batches.Count];
        for (var batch = 1; batch < starts.Length; batch++)
            starts[batch] = starts[batch - 1] + flows.Batches[batch - 1].Count;
        var scores = new FlowScore[graph.FlowCount];
        for (var flow = 0; flow < scores.Length; flow++)
        {
            var row = graph.FlowRow.Span[flow];
            var found = Array.BinarySearch(starts, row);
            var batch = found >= 0 ? LastAt(starts, found) : ~found - 1;
            scores[flow] = Score(flows.Batches[batch], row - starts[batch], row, flow, prediction);
        }
        return scores;
    }

    // Batches may be empty: of those that start at the same row the last one holds it.
    private static int LastAt(int[] starts, int batch)
    {
        while (batch + 1 < starts.Length && starts[batch + 1] == starts[batch])
            batch++;
        return batch;
    }

    private static FlowScore Score(FlowBatch batch, int local, int row, int flow, Prediction prediction)
    {
        var best = prediction.Best(flow);
        return new(
            row, batch.Uid(local), batch.Addresses[batch.Source[local]], batch.Addresses[batch.Destination[local]],
            batch.DestinationPort[local] is >= 0 and var port ? port : null, DateTimeOffset.UnixEpoch.AddTicks(batch.StartNanoseconds[local] / 100),
            prediction.Model.Classes[best], prediction.Values.Span[flow * prediction.Columns + best], batch.Label(local));
    }
}
