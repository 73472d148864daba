using System.Globalization;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>What people call the items of a graph: a flow by its hosts and start, a host by its address and the first flow of its window.</summary>
sealed class ItemNames(JobGraph graph, bool areFlows)
{
    private readonly long[] _nodeStart = areFlows ? [] : Starts(graph);

    public string Of(int item) => areFlows
        ? $"{graph.NodeHosts[graph.Sample.FlowSource.Span[item]]} to {graph.NodeHosts[graph.Sample.FlowTarget.Span[item]]} at {Time(graph.FlowStart[item])}"
        : $"{graph.NodeHosts[item]} at {Time(_nodeStart[item])}";

    // Flows stand in the order of time.
    private static long[] Starts(JobGraph graph)
    {
        var starts = new long[graph.Sample.Nodes];
        for (var flow = graph.Sample.Flows - 1; flow >= 0; flow--)
            starts[graph.Sample.FlowSource.Span[flow]] = starts[graph.Sample.FlowTarget.Span[flow]] = graph.FlowStart[flow];
        return starts;
    }

    private static string Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100).ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
