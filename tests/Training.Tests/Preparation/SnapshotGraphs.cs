using NetMl.Features;
using NetMl.Gnn.Inputs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Preparation;

/// <summary>Flow graphs as the coordinator reads them from snapshots.</summary>
internal static class SnapshotGraphs
{
    public static SnapshotGraph Of(FlowGraph graph) => new(
        "s",
        new GraphSample(graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures),
        graph.NodeHost.ToArray(), graph.FlowStart.ToArray(), graph.FlowLabel.ToArray(), graph.Hosts, graph.Classes, FlowGraph.NodeFeatureNames, FlowGraph.FlowFeatureNames);
}
