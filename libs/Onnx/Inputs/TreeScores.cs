using NetMl.Onnx.Format;
using NetMl.Tensors.Files;
using NetMl.Trees;

namespace NetMl.Onnx.Inputs;

/// <summary>Forests as the tree operators of ONNX.</summary>
internal static class TreeScores
{
    /// <summary>Two to the power of −(mean depth / c(sample)).</summary>
    /// <param name="prefix">Of the forest's tensors.</param>
    /// <param name="seen">float [rows, width].</param>
    /// <returns>float [rows].</returns>
    public static string Isolation(OnnxGraph graph, SafetensorsFile file, string prefix, string seen)
    {
        var roots = file.Tensor($"{prefix}.root").Int32();
        var sample = file.Tensor($"{prefix}.size", 2).Int32()[1];
        var depth = graph.Add("Squeeze", [Sums(graph, file, prefix, seen, [0]), graph.Integers(1)]);
        var factor = -Math.Log(2) / (roots.Length * IsolationForest.MeanDepth(sample));
        return graph.Add("Exp", [graph.Add("Mul", [depth, graph.Float((float)factor)])]);
    }

    /// <summary>Boosted trees' scores before softmax; of two classes the first one's are zeros.</summary>
    /// <param name="prefix">Of the trees' tensors.</param>
    /// <param name="rows">float [rows, width], standardised.</param>
    /// <returns>float [rows, classes].</returns>
    public static string Boosted(OnnxGraph graph, SafetensorsFile file, string prefix, string rows)
    {
        var scores = Sums(graph, file, prefix, rows, Array.ConvertAll(file.Tensor($"{prefix}.baseline", -1).Float64().ToArray(), score => (float)score));
        return file.Tensor($"{prefix}.baseline").Shape[0] > 1 ? scores
            : graph.Add("Concat", [graph.Add("Sub", [scores, scores]), scores], OnnxGraph.Attribute("axis", 1));
    }

    // The sums of what the trees' leaves say, [rows, outputs]. A node's number is its place behind its tree's root.
    private static string Sums(OnnxGraph graph, SafetensorsFile file, string prefix, string seen, float[] baseline)
    {
        int[] outputs = [.. file.Tensor($"{prefix}.output").Int32()];
        int[] feature = [.. file.Tensor($"{prefix}.feature").Int32()], left = [.. file.Tensor($"{prefix}.left").Int32()], roots = [.. file.Tensor($"{prefix}.root").Int32()];
        float[] value = [.. file.Tensor($"{prefix}.value").Float32()];
        byte[] missingLeft = [.. file.Tensor($"{prefix}.missing_left").UInt8()];
        var tree = new int[feature.Length];
        for (int node = 0, at = 0; node < tree.Length; node++)
        {
            if (at + 1 < roots.Length && roots[at + 1] == node)
                at++;
            tree[node] = at;
        }
        int[] nodes = [.. Enumerable.Range(0, feature.Length)];
        int[] leaves = [.. nodes.Where(node => feature[node] < 0)];
        long Place(int node) => node - roots[tree[node]];
        return graph.AddTrees(
            "TreeEnsembleRegressor", seen, OnnxGraph.Attribute("n_targets", baseline.Length), OnnxGraph.Attribute("aggregate_function", "SUM"), OnnxGraph.Attribute("post_transform", "NONE"),
            OnnxGraph.Attribute("nodes_treeids", nodes.Select(node => (long)tree[node])),
            OnnxGraph.Attribute("nodes_nodeids", nodes.Select(Place)),
            OnnxGraph.Attribute("nodes_featureids", nodes.Select(node => (long)Math.Max(0, feature[node]))),
            OnnxGraph.Attribute("nodes_modes", nodes.Select(node => feature[node] < 0 ? "LEAF" : "BRANCH_LEQ")),
            OnnxGraph.Attribute("nodes_values", nodes.Select(node => feature[node] < 0 ? 0 : value[node])),
            OnnxGraph.Attribute("nodes_truenodeids", nodes.Select(node => feature[node] < 0 ? 0 : Place(left[node]))),
            OnnxGraph.Attribute("nodes_falsenodeids", nodes.Select(node => feature[node] < 0 ? 0 : Place(left[node] + 1))),
            OnnxGraph.Attribute("nodes_missing_value_tracks_true", nodes.Select(node => (long)missingLeft[node])),
            OnnxGraph.Attribute("target_treeids", leaves.Select(node => (long)tree[node])), OnnxGraph.Attribute("target_nodeids", leaves.Select(Place)),
            OnnxGraph.Attribute("target_ids", leaves.Select(node => (long)outputs[tree[node]])), OnnxGraph.Attribute("base_values", baseline.AsEnumerable()), OnnxGraph.Attribute("target_weights", leaves.Select(node => value[node])));
    }
}
