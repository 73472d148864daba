using NetMl.Onnx.Format;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Inputs;

/// <summary>What classifiers give: probabilities, and the name of the likeliest class.</summary>
internal static class ClassOutputs
{
    /// <param name="logits">[rows, classes].</param>
    /// <param name="rows">Name of the dimension.</param>
    public static void Add(OnnxGraph graph, string logits, IReadOnlyList<string> classes, string rows)
    {
        var probabilities = graph.Add("Softmax", [logits], OnnxGraph.Attribute("axis", 1));
        graph.Output(probabilities, "probabilities", DataType.Float, rows, classes.Count);
        var likeliest = graph.Add("ArgMax", [logits], OnnxGraph.Attribute("axis", 1), OnnxGraph.Attribute("keepdims", 0));
        graph.Output(graph.Add("Gather", [graph.Texts("classes", classes), likeliest], OnnxGraph.Attribute("axis", 0)), "class", DataType.String, rows);
    }
}
