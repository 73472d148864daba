using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Onnx.Format;
using NetMl.Onnx.Steps;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Inputs;

/// <summary>A model of nodes as an ONNX graph: raw features and edges in, probabilities out.</summary>
internal static class NodeModelExport
{
    private const string Nodes = "nodes";
    private const string Edges = "edges";

    /// <param name="example">0 or 1: over which of two examples the pass is recorded.</param>
    /// <exception cref="NotSupportedException">The network does something that has no counterpart in ONNX here.</exception>
    public static OnnxGraph Export(NodeModelArtifact artifact, int example)
    {
        var graph = new OnnxGraph(NodeModelArtifact.Task);
        var pass = new PassTranslation(graph);
        var raw = Example(artifact, 3 + example);
        var known = artifact.Preparation.Apply(raw, NodeGraph<float>.Join(raw.Rows, [0], [raw.Rows - 1], artifact.IsDirected));
        var network = artifact.CreateNetwork();
        var tape = new Tape<float>();
        var parameters = new ParameterSet<float>(tape, network.Layout, artifact.Weights.ToArray(), Memory<float>.Empty);
        var logits = network.Forward(tape, parameters, known);

        Announce(pass, artifact, known);
        Weights.Announce(pass, network.Layout, parameters);
        ClassOutputs.Add(graph, pass.Translate(tape, logits), artifact.Classes, Nodes);
        return graph;
    }

    private static void Announce(PassTranslation pass, NodeModelArtifact artifact, NodeGraph<float> example)
    {
        var graph = pass.Graph;
        var raw = artifact.RawFeatures > 0 ? graph.Input("node_features", DataType.Float, Nodes, artifact.RawFeatures) : null;
        var count = raw is null ? graph.Input("node_count", DataType.Int32, null, 1) : null;
        var source = graph.Input("edge_source", DataType.Int32, Edges);
        var target = graph.Input("edge_target", DataType.Int32, Edges);

        var rows = raw is null ? Whole(graph, count ?? "") : Scaling.Rows(graph, raw);
        var withSelf = new Lazy<Neighbours>(() => WithSelf(graph, Whole(graph, source), Whole(graph, target), rows, artifact.IsDirected));
        var neighbours = new Lazy<Neighbours>(() => withSelf.Value.WithoutSelf());
        var features = new Lazy<string>(() => artifact.Preparation.Kind == FeaturePreparation.Structure
            ? Scaling.Standardise(graph, Places(neighbours.Value), artifact.Preparation.Scale, "preparation")
            : Prepared(graph, raw ?? "", artifact.Preparation));
        var shares = new Lazy<string>(() => Shares(withSelf.Value));

        pass.Know(example.Neighbours, () => neighbours.Value);
        pass.Know(example.WithSelf, () => withSelf.Value);
        pass.Know(example.Normalised, (x, width) => withSelf.Value.Sum(graph.Add("Mul", [withSelf.Value.FromSources(x), shares.Value]), width));
        if (example.Dense is { } dense)
            pass.Know(dense, () => features.Value);
        if (example.Sparse is { } sparse)
            pass.Know(sparse, (x, _) => artifact.Preparation.Kind == FeaturePreparation.Identity ? x : graph.Add("MatMul", [features.Value, x]));
    }

    private static string Whole(OnnxGraph graph, string x) => graph.Cast(x, DataType.Int64);

    // Each pair once: a listener and a source are one number, listener · n + source.
    private static Neighbours WithSelf(OnnxGraph graph, string source, string target, string rows, bool isDirected)
    {
        var listeners = isDirected ? target : graph.Add("Concat", [target, source], OnnxGraph.Attribute("axis", 0));
        var heard = isDirected ? source : graph.Add("Concat", [source, target], OnnxGraph.Attribute("axis", 0));
        var all = graph.Add("Range", [graph.Add("Squeeze", [graph.Integers(0)]), graph.Add("Squeeze", [rows]), graph.Add("Squeeze", [graph.Integers(1)])]);
        var pairs = graph.Add("Concat", [graph.Add("Add", [graph.Add("Mul", [listeners, rows]), heard]), graph.Add("Add", [graph.Add("Mul", [all, rows]), all])], OnnxGraph.Attribute("axis", 0));
        var once = graph.Add("Unique", [pairs], OnnxGraph.Attribute("sorted", 1));
        var listener = graph.Add("Div", [once, rows]);
        return new Neighbours(graph, listener, graph.Add("Sub", [once, graph.Add("Mul", [listener, rows])]), rows);
    }

    // float [entries, 1]: 1 / √(degree of the listener · degree of the source), both with the node itself.
    private static string Shares(Neighbours withSelf)
    {
        var share = withSelf.Graph.Add("Reciprocal", [withSelf.Graph.Add("Sqrt", [withSelf.Counts])]);
        return withSelf.Graph.Add("Mul", [withSelf.FromListeners(share), withSelf.FromSources(share)]);
    }

    private static string Prepared(OnnxGraph graph, string raw, FeaturePreparation preparation)
    {
        if (preparation.Kind == FeaturePreparation.Standardised)
            return Scaling.Standardise(graph, raw, preparation.Scale, "preparation");
        var sums = graph.Add("ReduceSum", [raw, graph.Integers(1)], OnnxGraph.Attribute("keepdims", 1));
        return graph.Add("Where", [graph.Add("Greater", [sums, graph.Float(0)]), graph.Add("Div", [raw, sums]), graph.Float(0)]);
    }

    // What GraphPlaces gives.
    private static string Places(Neighbours neighbours)
    {
        var graph = neighbours.Graph;
        var hears = Logarithm(graph, neighbours.Counts);
        var heardBy = Logarithm(graph, neighbours.CountOf(neighbours.Sources ?? neighbours.Listeners));
        var degrees = neighbours.FromSources(heardBy);
        return graph.Add("Concat", [hears, heardBy, neighbours.Mean(degrees, 1), neighbours.Max(degrees, 1)], OnnxGraph.Attribute("axis", 1));
    }

    private static string Logarithm(OnnxGraph graph, string count) => graph.Add("Log", [graph.Add("Add", [count, graph.Float(1)])]);

    private static SparseMatrix<float> Example(NodeModelArtifact artifact, int size)
    {
        var nodes = artifact.Preparation.Kind == FeaturePreparation.Identity ? artifact.Features : size;
        var (offsets, columns) = (new int[nodes + 1], artifact.RawFeatures > 0 ? new int[nodes] : []);
        for (var node = 0; node < nodes && columns.Length > 0; node++)
            offsets[node + 1] = node + 1;
        var values = new float[columns.Length];
        values.AsSpan().Fill(1);
        return new SparseMatrix<float>(Adjacency.OfRows(artifact.RawFeatures, offsets, columns), values);
    }
}
