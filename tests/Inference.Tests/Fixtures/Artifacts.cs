using NetMl.Features;
using NetMl.Gnn;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;

namespace NetMl.Inference.Tests.Fixtures;

/// <summary>Real artifacts with made-up weights: untrained, but different seeds predict differently.</summary>
internal static class Artifacts
{
    public static IReadOnlyList<string> Classes { get; } = ["Benign", "PortScan", "Beacon"];

    /// <summary>A small flow model: 2 node features, 3 flow features.</summary>
    public static ModelArtifact Small(int seed) => Create(FlowNetwork.Task, Classes, ["a", "b"], ["x", "y", "z"], seed);

    /// <summary>A host model of the same sizes.</summary>
    public static ModelArtifact SmallHost(int seed) => Create(HostNetwork.Task, [], ["a", "b"], ["x", "y", "z"], seed);

    /// <summary>A flow model over the features that are made of flows.</summary>
    public static ModelArtifact OfFlows(int seed, int windowFlows = 64) => Create(FlowNetwork.Task, Classes, FlowGraph.NodeFeatureNames, FlowGraph.FlowFeatureNames, seed, windowFlows);

    /// <summary>A host model over them.</summary>
    public static ModelArtifact OfHosts(int seed, int windowFlows = 64) => Create(HostNetwork.Task, [], FlowGraph.NodeFeatureNames, FlowGraph.FlowFeatureNames, seed, windowFlows);

    private static ModelArtifact Create(string task, IReadOnlyList<string> classes, IReadOnlyList<string> node, IReadOnlyList<string> flow, int seed, int windowFlows = 64)
    {
        const int Hidden = 8;
        var weights = GraphNetworks.Create(task, node.Count, flow.Count, Hidden, classes.Count).Layout.Initialise(seed);
        return new(task, classes, node, flow, Unit(node.Count), Unit(flow.Count), Hidden, windowFlows, weights, new ModelLineage("job", "snapshot", seed));
    }

    private static Standardisation Unit(int features) => new(new float[features], Enumerable.Repeat(1f, features).ToArray());
}
