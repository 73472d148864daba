using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Onnx.Format;
using NetMl.Tensors.Files;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Inputs;

/// <summary>What models without labels give: how odd each item is. Scorers compute in double, as ours do.</summary>
internal static class AnomalyScores
{
    private const string Prefix = "anomaly.scorer";

    /// <param name="outputs">[rows, embedding + foretold].</param>
    /// <param name="features">Gives [rows, foretold], standardised.</param>
    /// <exception cref="NotSupportedException">The scorer has no counterpart here.</exception>
    public static void Add(
        OnnxGraph graph, ModelArtifact artifact, SafetensorsFile file, IAnomalyNetwork network, string outputs, Func<string> features, string rows)
    {
        var seen = Errors(graph, network, outputs, features);
        var scorer = artifact.Anomaly?.Scorer.Name ?? ReconstructionScorer.ScorerName;
        var score = scorer switch
        {
            ReconstructionScorer.ScorerName => MeanSquare(graph, network, seen),
            MahalanobisScorer.ScorerName => Mahalanobis(graph, file, seen),
            HistogramScorer.ScorerName => Histogram(graph, file, seen),
            IsolationScorer.ScorerName => TreeScores.Isolation(graph, file, Prefix, graph.Cast(seen, DataType.Float)),
            _ => throw new NotSupportedException($"The scorer {scorer} has no counterpart in the ONNX export: this model cannot be exported to ONNX."),
        };
        graph.Output(graph.Cast(score, DataType.Float), "score", DataType.Float, rows);
    }

    // [rows, width] double: the embedding, then features less what was foretold.
    private static string Errors(OnnxGraph graph, IAnomalyNetwork network, string outputs, Func<string> features)
    {
        if (network.Foretold == 0)
            return graph.Cast(outputs, DataType.Double);
        if (network.Embedding == 0)
            return graph.Cast(graph.Add("Sub", [features(), outputs]), DataType.Double);
        var errors = graph.Add("Sub", [features(), Columns(graph, outputs, network.Embedding, network.Embedding + network.Foretold)]);
        return graph.Cast(graph.Add("Concat", [Columns(graph, outputs, 0, network.Embedding), errors], OnnxGraph.Attribute("axis", 1)), DataType.Double);
    }

    private static string MeanSquare(OnnxGraph graph, IAnomalyNetwork network, string seen)
    {
        var errors = network.Embedding == 0 ? seen : Columns(graph, seen, network.Embedding, network.Embedding + network.Foretold);
        return graph.Add("ReduceMean", [graph.Add("Mul", [errors, errors]), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0));
    }

    // The length of L⁻¹ (z − μ).
    private static string Mahalanobis(OnnxGraph graph, SafetensorsFile file, string seen)
    {
        var factor = file.Tensor($"{Prefix}.factor");
        var width = factor.Shape[0];
        var z = graph.Add("Div", [
            graph.Add("Sub", [seen, Doubles(graph, file, "mean", width)]), Doubles(graph, file, "scale", width)]);
        var solved = graph.Add("MatMul", [z, graph.Doubles($"{Prefix}.inverse", InverseTransposed(factor.Float64(), width), width, width)]);
        return graph.Add("Sqrt", [graph.Add("ReduceSum", [graph.Add("Mul", [solved, solved]), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0))]);
    }

    // Σ over columns of −log₂(h + 0.1) with h the height of the value's bin, 0 outside of what was seen.
    private static string Histogram(OnnxGraph graph, SafetensorsFile file, string seen)
    {
        var heights = file.Tensor($"{Prefix}.heights");
        var (width, bins) = (heights.Shape[0], heights.Shape[1]);
        double[] least = Array.ConvertAll(file.Tensor($"{Prefix}.least").Float32().ToArray(), value => (double)value);
        var range = file.Tensor($"{Prefix}.most").Float32().ToArray().Select((most, column) => most - least[column] is var spread and > 0 ? spread : 1).ToArray();
        var lowest = graph.Doubles($"{Prefix}.least", least, width);
        var inside = graph.Add("And", [
            graph.Add("GreaterOrEqual", [seen, lowest]), graph.Add("LessOrEqual", [seen, Doubles(graph, file, "most", width)])]);
        var place = graph.Add("Mul", [
            graph.Add("Div", [graph.Add("Sub", [seen, lowest]), graph.Doubles($"{Prefix}.range", range, width)]), graph.Doubles($"{Prefix}.bins", [bins])]);
        var bin = graph.Cast(graph.Add("Clip", [graph.Add("Floor", [place]), Number(graph, "first", 0), Number(graph, "last", bins - 1)]), DataType.Int64);
        var first = graph.Integers($"{Prefix}.first_bins", [.. Enumerable.Range(0, width).Select(column => (long)column * bins)]);
        var height = graph.Add("Gather", [Doubles(graph, file, "heights", width * bins), graph.Add("Add", [bin, first])], OnnxGraph.Attribute("axis", 0));
        var raised = graph.Add("Add", [graph.Add("Where", [inside, height, Number(graph, "outside", 0)]), Number(graph, "floor", HistogramScorer.Floor)]);
        var sum = graph.Add("ReduceSum", [graph.Add("Log", [raised]), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0));
        return graph.Add("Mul", [sum, Number(graph, "bits", -1 / Math.Log(2))]);
    }

    private static string Number(OnnxGraph graph, string name, double value) => graph.Doubles($"{Prefix}.{name}", [value]);

    private static string Doubles(OnnxGraph graph, SafetensorsFile file, string name, int count) =>
        graph.Doubles($"{Prefix}.{name}", Array.ConvertAll(file.Tensor($"{Prefix}.{name}").Float32().ToArray(), value => (double)value), count);

    private static string Columns(OnnxGraph graph, string x, int from, int to) => graph.Add("Slice", [x, graph.Integers(from), graph.Integers(to), graph.Integers(1)]);

    // The transpose of the inverse of a lower triangular matrix, column after column by forward substitution. O(width³).
    private static double[] InverseTransposed(ReadOnlySpan<double> factor, int width)
    {
        var inverse = new double[width * width];
        for (var column = 0; column < width; column++)
            for (var row = column; row < width; row++)
            {
                var sum = row == column ? 1.0 : 0;
                for (var k = column; k < row; k++)
                    sum -= factor[row * width + k] * inverse[column * width + k];
                inverse[column * width + row] = sum / factor[row * width + row];
            }
        return inverse;
    }
}
