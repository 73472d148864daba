using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Onnx.Format;
using NetMl.Onnx.Steps;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Files;

namespace NetMl.Onnx.Inputs;

/// <summary>A model of flows or hosts as an ONNX graph: raw features and the flows' ends in, probabilities or scores out.</summary>
internal static class FlowModelExport
{
    /// <param name="file">The artifact's own file.</param>
    /// <param name="example">0 or 1: over which of two examples the pass is recorded.</param>
    /// <exception cref="NotSupportedException">The network does something that has no counterpart in ONNX here.</exception>
    public static OnnxGraph Export(ModelArtifact artifact, SafetensorsFile file, int example)
    {
        var graph = new OnnxGraph(artifact.Task);
        var inputs = new FlowGraphInputs(graph, artifact);
        var areFlows = GraphNetworks.IsOfFlows(artifact.Task);
        var rows = areFlows ? FlowGraphInputs.FlowsName : FlowGraphInputs.NodesName;
        if (artifact.Trees is not null)
        {
            var scores = TreeScores.Boosted(graph, file, ModelArtifact.TreesPrefix, inputs.ItemRows(areFlows, artifact.FlowFeatureNames.Count));
            ClassOutputs.Add(graph, scores, artifact.Classes, rows);
            return graph;
        }
        var prepared = PreparedGraph<float>.Create(Example(artifact, example), artifact.NodeScale, artifact.FlowScale);
        var owned = OwnedItems<float>.All(prepared, areFlows);
        var network = artifact.CreateNetwork();
        var tape = new Tape<float>();
        var parameters = new ParameterSet<float>(tape, network.Layout, artifact.Weights.ToArray(), Memory<float>.Empty);
        var outputs = network.Forward(tape, parameters, prepared, owned);

        var pass = new PassTranslation(graph);
        inputs.Announce(pass, prepared);
        Weights.Announce(pass, network.Layout, parameters);
        var result = pass.Translate(tape, outputs);
        if (network is IAnomalyNetwork anomaly)
            AnomalyScores.Add(graph, artifact, file, anomaly, result, () => areFlows ? inputs.Flows : inputs.Nodes, rows);
        else
            ClassOutputs.Add(graph, result, artifact.Classes, rows);
        return graph;
    }

    // Small, with parallel flows, flows of a node to itself, nodes with one and with several flows, one without, and a past: lists that a network may read differ.
    private static GraphSample Example(ModelArtifact artifact, int example)
    {
        int[] source = example == 0 ? [0, 0, 0, 2, 3, 3, 4] : [4, 0, 0, 0, 2, 2, 6, 3, 3, 1];
        int[] target = example == 0 ? [1, 1, 0, 3, 3, 1, 2] : [0, 2, 2, 2, 5, 2, 1, 4, 3, 3];
        int[] before = example == 0 ? [-1, 0, 1, 2, 3, 4] : [-1, -1, 0, 1, 2, 4, 5, 6];
        return new GraphSample(
            before.Length, artifact.NodeFeatureNames.Count, Numbers(artifact.NodeScale, before.Length), source, target,
            artifact.FlowFeatureNames.Count, Numbers(artifact.FlowScale, source.Length), before);
    }

    // Small and all different once they are standardised.
    private static float[] Numbers(Standardisation scale, int rows)
    {
        var features = scale.Mean.Length;
        return [.. Enumerable.Range(0, rows * features).Select(i => scale.Mean[i % features] + scale.Scale[i % features] * (1 + i) / (rows * features))];
    }
}
