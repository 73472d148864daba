using NetMl.Gnn.Inputs;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>A graph whose items, flows or nodes, are dealt to the parts of a split.</summary>
/// <param name="Sample">With the chosen features.</param>
/// <param name="NodeHosts">[n]: address.</param>
/// <param name="FlowStart">[m]: nanoseconds since 1970.</param>
/// <param name="Labels">[items]: index into the job's classes, −1 = none.</param>
/// <param name="Weights">[items]; empty = 1 each.</param>
/// <param name="Parts">[items].</param>
sealed record JobGraph(GraphSample Sample, string[] NodeHosts, long[] FlowStart, int[] Labels, float[] Weights, SplitPart[] Parts)
{
    /// <summary>[n], as <see cref="SnapshotGraph.IsInTail"/>; empty = none.</summary>
    public bool[] IsInTail { get; init; } = [];

    /// <summary>Labels of the items of some parts, −1 for the others.</summary>
    public int[] LabelsOf(Func<SplitPart, bool> isWanted) => [.. Labels.Select((label, item) => isWanted(Parts[item]) ? label : -1)];

    /// <summary>Both side by side.</summary>
    public static JobGraph Concat(JobGraph first, JobGraph second) => new(
        GraphSample.Concat(first.Sample, second.Sample), [.. first.NodeHosts, .. second.NodeHosts], [.. first.FlowStart, .. second.FlowStart],
        [.. first.Labels, .. second.Labels], first.Weights.Length + second.Weights.Length == 0 ? [] : [.. Full(first), .. Full(second)], [.. first.Parts, .. second.Parts])
    {
        IsInTail = first.IsInTail.Length + second.IsInTail.Length == 0 ? [] : [.. Tail(first), .. Tail(second)],
    };

    private static IEnumerable<float> Full(JobGraph graph) => graph.Weights.Length > 0 ? graph.Weights : Enumerable.Repeat(1f, graph.Labels.Length);

    private static bool[] Tail(JobGraph graph) => graph.IsInTail.Length > 0 ? graph.IsInTail : new bool[graph.Sample.Nodes];
}
