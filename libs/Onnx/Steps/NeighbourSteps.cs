using NetMl.Onnx.Format;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Onnx.Steps;

/// <summary>Steps over neighbours as ONNX nodes.</summary>
internal static class NeighbourSteps
{
    /// <returns>Name of the step's result; null when it is no step over neighbours.</returns>
    public static string? Translate(PassTranslation pass, TapeStep<float> step, string[] x)
    {
        if (step.Pattern is null)
            return null;
        var (neighbours, width) = (pass.Neighbours(step), PassTranslation.Width(step));
        return step.Operation switch
        {
            nameof(NeighbourSum.SumNeighbours) => neighbours.Sum(neighbours.FromSources(x[0]), width),
            nameof(NeighbourAverage.AverageNeighbours) => neighbours.Mean(neighbours.FromSources(x[0]), width),
            nameof(NeighbourMax.MaxNeighbours) => neighbours.Max(neighbours.FromSources(x[0]), width),
            nameof(NeighbourSoftmax.SoftmaxNeighbours) => neighbours.Softmax(x[0], width),
            nameof(AttentionScore.AttendScores) => Meet(neighbours, step, x),
            nameof(JointScore.AttendJointly) => HeadSteps.Dot(pass.Graph, Meet(neighbours, step, x), x[2], step.Inputs[2].Value.Rows, step.Inputs[2].Value.Columns),
            nameof(WeightedNeighbourSum) => WeightedSum(neighbours, x, step.Inputs[0].Value.Columns, width),
            _ => null,
        };
    }

    // leaky(source[u] + target[v]) for each entry.
    private static string Meet(Neighbours neighbours, TapeStep<float> step, string[] x)
    {
        var ends = neighbours.Graph.Add("Add", [neighbours.FromSources(x[0]), neighbours.FromListeners(x[1])]);
        return neighbours.Graph.Add("LeakyRelu", [ends], OnnxGraph.Attribute("alpha", (float)step.Number));
    }

    private static string WeightedSum(Neighbours neighbours, string[] x, int heads, int width)
    {
        var graph = neighbours.Graph;
        var heard = graph.Add("Reshape", [neighbours.FromSources(x[1]), graph.Integers(0, heads, width / heads)]);
        var weighted = graph.Add("Mul", [heard, graph.Add("Unsqueeze", [x[0], graph.Integers(2)])]);
        return neighbours.Sum(graph.Add("Reshape", [weighted, graph.Integers(0, width)]), width);
    }
}
