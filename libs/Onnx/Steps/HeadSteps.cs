using NetMl.Onnx.Format;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Onnx.Steps;

/// <summary>Steps over heads that stand side by side as ONNX nodes. In a shape to be, 0 keeps the dimension, so that no rows are no trouble.</summary>
internal static class HeadSteps
{
    /// <returns>Name of the step's result; null when it is no step over heads.</returns>
    public static string? Translate(OnnxGraph graph, TapeStep<float> step, string[] x)
    {
        var width = PassTranslation.Width(step);
        return step.Operation switch
        {
            nameof(HeadDot.DotHeads) => Dot(graph, x[0], x[1], step.Inputs[1].Value.Rows, step.Inputs[1].Value.Columns),
            nameof(HeadMean.MeanHeads) => graph.Add("ReduceMean", [Split(graph, x[0], step.Count, width), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0)),
            nameof(HeadMix.MixHeads) => Mix(graph, step, x, width),
            _ => null,
        };
    }

    /// <summary>y[v, h] = Σ_k a[h, k] · x[v, h, k].</summary>
    public static string Dot(OnnxGraph graph, string x, string a, int heads, int columns) => graph.Add(
        "ReduceSum", [graph.Add("Mul", [Split(graph, x, heads, columns), a]), graph.Integers(2)], OnnxGraph.Attribute("keepdims", 0));

    private static string Split(OnnxGraph graph, string x, int heads, int columns) => graph.Add("Reshape", [x, graph.Integers(0, heads, columns)]);

    private static string Mix(OnnxGraph graph, TapeStep<float> step, string[] x, int width)
    {
        var heads = step.Inputs[1].Value.Columns;
        var shares = graph.Add("Reshape", [graph.Add("Gather", [x[1], graph.Integers(step.Count)], OnnxGraph.Attribute("axis", 0)), graph.Integers(heads, 1)]);
        return graph.Add("ReduceSum", [graph.Add("Mul", [Split(graph, x[0], heads, width), shares]), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 0));
    }
}
