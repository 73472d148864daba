namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>A snapshot's graph with what is known of the items of a task.</summary>
/// <param name="AreFlows">Items are flows; else nodes.</param>
/// <param name="Labels">[items]: index into <paramref name="Classes"/>, −1 = none.</param>
/// <param name="Weights">[items]: how far a label is trusted; empty = 1 each.</param>
sealed record LabelledGraph(SnapshotGraph Graph, bool AreFlows, int[] Labels, float[] Weights, IReadOnlyList<string> Classes)
{
    /// <summary>The labels that the flows came with.</summary>
    public static LabelledGraph OfFlows(SnapshotGraph graph) => new(graph, true, graph.FlowLabel, [], graph.Classes);
}
