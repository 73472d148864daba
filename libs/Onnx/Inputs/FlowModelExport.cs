using NetMl.Gnn.Artifacts;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Onnx.Format;
using NetMl.Onnx.Steps;
using NetMl.Tensors.Autograd;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Inputs;

/// <summary>A model of flows or hosts as an ONNX graph: raw features and the flows' ends in, probabilities or scores out.</summary>
internal static class FlowModelExport
{
    private const string Nodes = "nodes";
    private const string Flows = "flows";

    /// <exception cref="NotSupportedException">The network does something that has no counterpart in ONNX here.</exception>
    public static OnnxGraph Export(ModelArtifact artifact)
    {
        var graph = new OnnxGraph(artifact.Task);
        var pass = new PassTranslation(graph);
        var prepared = PreparedGraph<float>.Create(Example(artifact), artifact.NodeScale, artifact.FlowScale);
        var owned = artifact.Task == HostNetwork.Task ? OwnedItems<float>.AllNodes(prepared) : OwnedItems<float>.AllFlows(prepared);
        var network = artifact.CreateNetwork();
        var tape = new Tape<float>();
        var parameters = new ParameterSet<float>(tape, network.Layout, artifact.Weights.ToArray(), Memory<float>.Empty);
        var outputs = network.Forward(tape, parameters, prepared, owned);

        var features = Announce(pass, artifact, prepared, owned);
        Weights.Announce(pass, network.Layout, parameters);
        var result = pass.Translate(tape, outputs);
        if (artifact.Task == HostNetwork.Task)
            Score(graph, result, features);
        else
            ClassOutputs.Add(graph, result, artifact.Classes, Flows);
        return graph;
    }

    // Returns the standardised features of the nodes.
    private static string Announce(PassTranslation pass, ModelArtifact artifact, PreparedGraph<float> prepared, OwnedItems<float> owned)
    {
        var graph = pass.Graph;
        var raw = graph.Input("node_features", DataType.Float, Nodes, artifact.NodeFeatureNames.Count);
        var source = graph.Input("flow_source", DataType.Int64, Flows);
        var target = graph.Input("flow_target", DataType.Int64, Flows);
        var rawFlows = graph.Input("flow_features", DataType.Float, Flows, artifact.FlowFeatureNames.Count);

        var rows = Scaling.Rows(graph, raw);
        var features = Scaling.Standardise(graph, raw, artifact.NodeScale, "standardisation.node");
        var flows = new Lazy<string>(() => Scaling.Standardise(graph, rawFlows, artifact.FlowScale, "standardisation.flow"));
        var outgoing = new Neighbours(graph, source, target, rows);
        var incoming = new Neighbours(graph, target, source, rows);
        pass.Know(prepared.Nodes, () => features);
        pass.Know(prepared.Flows, () => flows.Value);
        pass.Know(prepared.FlowMeans, () => graph.Add(
            "Concat", [outgoing.Mean(flows.Value, prepared.Flows.Columns), incoming.Mean(flows.Value, prepared.Flows.Columns)], OnnxGraph.Attribute("axis", 1)));
        pass.Know(prepared.Outgoing, () => outgoing);
        pass.Know(prepared.Incoming, () => incoming);
        pass.Know(prepared.OutgoingOthers, outgoing.WithoutSelf);
        pass.Know(prepared.IncomingOthers, incoming.WithoutSelf);
        pass.Know(owned.Nodes, null);
        pass.Know(owned.Source, source);
        pass.Know(owned.Target, target);
        return features;
    }

    // The mean squared error over a host's features.
    private static void Score(OnnxGraph graph, string foretold, string features)
    {
        var error = graph.Add("Sub", [foretold, features]);
        var score = graph.Add("ReduceMean", [graph.Add("Mul", [error, error]), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0));
        graph.Output(score, "score", DataType.Float, Nodes);
    }

    // Small, with parallel flows, a flow to itself and a node without flows; what the pass does must not depend on it.
    private static GraphSample Example(ModelArtifact artifact)
    {
        int[] source = [0, 0, 1, 2, 3, 3, 4];
        int[] target = [1, 1, 0, 3, 3, 1, 2];
        var (fn, fe) = (artifact.NodeFeatureNames.Count, artifact.FlowFeatureNames.Count);
        return new GraphSample(6, fn, Numbers(6 * fn), source, target, fe, Numbers(source.Length * fe));
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];
}
