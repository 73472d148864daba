using NetMl.Onnx.Format;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Onnx.Steps;

/// <summary>One step of a tape as ONNX nodes: each operation by the name under which it describes itself.</summary>
internal static class StepTranslation
{
    /// <returns>Name of the step's result.</returns>
    /// <exception cref="NotSupportedException">The operation has no counterpart here.</exception>
    public static string Translate(PassTranslation pass, TapeStep<float> step)
    {
        var graph = pass.Graph;
        var x = new string[step.Inputs.Count];
        for (var i = 0; i < x.Length; i++)
            x[i] = pass.Value(step.Inputs[i], step.Operation);
        return step.Operation switch
        {
            nameof(Addition.Add) or nameof(Addition.AddRow) or nameof(ColumnBroadcast.AddColumn) => graph.Add("Add", x),
            nameof(Addition.Subtract) => graph.Add("Sub", x),
            nameof(ElementProduct.MultiplyElements) or nameof(ElementProduct.MultiplyRow) or nameof(ColumnBroadcast.MultiplyColumn) => graph.Add("Mul", x),
            nameof(ElementMaximum.MaxElements) => graph.Add("Max", x),
            nameof(ScaledAddition.AddScaled) => graph.Add("Add", [x[0], graph.Add("Mul", [x[1], x[2]])]),
            nameof(Scaling.Scale) => graph.Add("Mul", [x[0], graph.Float((float)step.Number)]),
            nameof(MatrixMultiply.Multiply) => graph.Add("MatMul", x),
            nameof(TransposedMultiply.MultiplyTransposed) => graph.Add("MatMul", [x[0], graph.Add("Transpose", [x[1]])]),
            nameof(SparseMultiply) => pass.Product(step, x[0]),
            nameof(ColumnJoin.JoinColumns) => graph.Add("Concat", x, OnnxGraph.Attribute("axis", 1)),
            nameof(RowJoin.JoinRows) => graph.Add("Concat", x, OnnxGraph.Attribute("axis", 0)),
            nameof(RowGather.Gather) => pass.Gather(step, x[0]),
            nameof(ColumnSum.SumColumns) => graph.Add("ReduceSum", [x[0], graph.Integers(1)], OnnxGraph.Attribute("keepdims", 1)),
            nameof(Reduction.MeanRows) => graph.Add("ReduceMean", [x[0], graph.Integers(0)], OnnxGraph.Attribute("keepdims", 1)),
            nameof(Reduction.Sum) => graph.Add("ReduceSum", [x[0], graph.Integers(0, 1)], OnnxGraph.Attribute("keepdims", 1)),
            nameof(RowNormalisation.NormaliseRows) => UnitRows(graph, x[0]),
            nameof(LayerNormalisation.LayerNorm) => LayerNorm(graph, step, x),
            nameof(GatedRecurrence.Recur) => Recur(graph, x),
            _ => Activation(graph, step, x) ?? NeighbourSteps.Translate(pass, step, x) ?? HeadSteps.Translate(graph, step, x)
                ?? throw new NotSupportedException($"The operation {step.Operation} has no counterpart in the ONNX export: this network cannot be exported to ONNX."),
        };
    }

    private static string? Activation(OnnxGraph graph, TapeStep<float> step, string[] x) => step.Operation switch
    {
        nameof(Rectifier.Rectify) => graph.Add("Relu", x),
        nameof(Rectifier.LeakyRectify) => graph.Add("LeakyRelu", x, OnnxGraph.Attribute("alpha", (float)step.Number)),
        nameof(ExponentialUnit.Elu) => graph.Add("Elu", x, OnnxGraph.Attribute("alpha", (float)step.Number)),
        nameof(SmoothActivations.Sigmoid) => graph.Add("Sigmoid", x),
        nameof(SmoothActivations.Tanh) => graph.Add("Tanh", x),
        nameof(Exponential.Exp) => graph.Add("Exp", x),
        nameof(SmoothActivations.Gelu) => Gelu(graph, x[0]),
        nameof(SoftmaxRows.Softmax) => graph.Add("Softmax", x, OnnxGraph.Attribute("axis", 1)),
        nameof(SoftmaxRows.LogSoftmax) => graph.Add("LogSoftmax", x, OnnxGraph.Attribute("axis", 1)),
        _ => null,
    };

    // x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2; opset 18 has no operator for it.
    private static string Gelu(OnnxGraph graph, string x)
    {
        var cubic = graph.Add("Mul", [graph.Add("Mul", [graph.Add("Mul", [x, x]), x]), graph.Float(0.044715f)]);
        var inner = graph.Add("Mul", [graph.Add("Add", [x, cubic]), graph.Float((float)Math.Sqrt(2 / Math.PI))]);
        return graph.Add("Mul", [graph.Add("Mul", [x, graph.Float(0.5f)]), graph.Add("Add", [graph.Add("Tanh", [inner]), graph.Float(1)])]);
    }

    // A row of zeros stays one.
    private static string UnitRows(OnnxGraph graph, string x)
    {
        var squares = graph.Add("ReduceSum", [graph.Add("Mul", [x, x]), graph.Integers(1)], OnnxGraph.Attribute("keepdims", 1));
        return graph.Add("Where", [graph.Add("Greater", [squares, graph.Float(0)]), graph.Add("Div", [x, graph.Add("Sqrt", [squares])]), graph.Float(0)]);
    }

    private static string LayerNorm(OnnxGraph graph, TapeStep<float> step, string[] x) => graph.Add(
        "LayerNormalization", [x[0], graph.Add("Squeeze", [x[1], graph.Integers(0)]), graph.Add("Squeeze", [x[2], graph.Integers(0)])],
        OnnxGraph.Attribute("axis", -1), OnnxGraph.Attribute("epsilon", (float)step.Number));

    // r = σ(a_r + c_r), z = σ(a_z + c_z), n = tanh(a_n + r ⊙ c_n), y = n + z ⊙ (h − n).
    private static string Recur(OnnxGraph graph, string[] x)
    {
        var a = graph.Add("Split", [x[0]], 3, OnnxGraph.Attribute("axis", 1), OnnxGraph.Attribute("num_outputs", 3));
        var c = graph.Add("Split", [x[1]], 3, OnnxGraph.Attribute("axis", 1), OnnxGraph.Attribute("num_outputs", 3));
        var reset = graph.Add("Sigmoid", [graph.Add("Add", [a[0], c[0]])]);
        var keep = graph.Add("Sigmoid", [graph.Add("Add", [a[1], c[1]])]);
        var fresh = graph.Add("Tanh", [graph.Add("Add", [a[2], graph.Add("Mul", [reset, c[2]])])]);
        return graph.Add("Add", [fresh, graph.Add("Mul", [keep, graph.Add("Sub", [x[2], fresh])])]);
    }
}
