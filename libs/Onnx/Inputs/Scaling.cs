using NetMl.Gnn.Inputs;
using NetMl.Onnx.Format;

namespace NetMl.Onnx.Inputs;

/// <summary>Standardisation as ONNX nodes: clip((x − mean) / scale).</summary>
internal static class Scaling
{
    /// <param name="x">[rows, f].</param>
    /// <param name="name">Of the constants.</param>
    public static string Standardise(OnnxGraph graph, string x, Standardisation scale, string name)
    {
        var centred = graph.Add("Sub", [x, graph.Floats($"{name}_mean", scale.Mean, scale.Mean.Length)]);
        var scaled = graph.Add("Div", [centred, graph.Floats($"{name}_scale", scale.Scale, scale.Scale.Length)]);
        return graph.Add("Clip", [scaled, graph.Float(-Standardisation.Limit), graph.Float(Standardisation.Limit)]);
    }

    /// <summary>int64 [1]: the rows of a matrix.</summary>
    public static string Rows(OnnxGraph graph, string x) =>
        graph.Add("Shape", [x], OnnxGraph.Attribute("start", 0), OnnxGraph.Attribute("end", 1));
}
