using NetMl.Features;
using NetMl.Gnn;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;

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

    /// <summary>A model of any task over the features that are made of flows, or some of them.</summary>
    public static ModelArtifact Of(string task, IReadOnlyList<string> classes, int seed, IReadOnlyList<string>? node = null, IReadOnlyList<string>? flow = null) =>
        Create(task, classes, node ?? FlowGraph.NodeFeatureNames, flow ?? FlowGraph.FlowFeatureNames, seed);

    /// <summary>A node classifier of 5 raw features that are not negative.</summary>
    public static NodeModelArtifact OfNodes(int seed)
    {
        var settings = NodeNetworks.Defaults("gcn") with { Hidden = 4 };
        return new(
            settings, Classes, 5, [], 5, new FeaturePreparation(FeaturePreparation.RowShare, new Standardisation([], [])), false,
            NodeNetworks.Create(settings, 5, Classes.Count).Layout.Initialise(seed), new NodeLineage("job", "graph", "v1", seed));
    }

    /// <summary>A node classifier that knows three nodes by their numbers.</summary>
    public static NodeModelArtifact OfKnownNodes(int seed)
    {
        var settings = NodeNetworks.Defaults("gcn") with { Hidden = 4 };
        return new(
            settings, Classes, 0, [], 3, new FeaturePreparation(FeaturePreparation.Identity, new Standardisation([], [])), false,
            NodeNetworks.Create(settings, 3, Classes.Count).Layout.Initialise(seed), new NodeLineage("job", "graph", "v1", seed));
    }

    private static ModelArtifact Create(string task, IReadOnlyList<string> classes, IReadOnlyList<string> node, IReadOnlyList<string> flow, int seed, int windowFlows = 64)
    {
        const int Hidden = 8;
        var weights = GraphNetworks.Create(new NetworkShape(task, GraphNetworks.UnnamedOf(task) ?? GraphNetworks.DefaultOf(task), node.Count, flow.Count, Hidden, classes.Count)).Layout.Initialise(seed);
        return new(task, classes, node, flow, Unit(node.Count), Unit(flow.Count), Hidden, windowFlows, weights, new ModelLineage("job", "snapshot", seed));
    }

    private static Standardisation Unit(int features) => new(new float[features], Enumerable.Repeat(1f, features).ToArray());
}
