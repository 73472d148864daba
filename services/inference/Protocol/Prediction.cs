using NetMl.Gnn.Inputs;
using NetMl.Inference.Models;

namespace NetMl.Inference.Protocol;

/// <summary>The output tensors of one request.</summary>
/// <param name="Rows">m for a flow model, n for a host model.</param>
/// <param name="Values">[rows, columns]: probabilities or scores.</param>
internal sealed record Prediction(ServedModel Model, int Rows, int Columns, ReadOnlyMemory<float> Values)
{
    public static Prediction Of(ServedModel model, GraphSample graph)
    {
        if (model.Detector is { } detector)
            return new(model, graph.Nodes, 1, graph.Nodes == 0 ? [] : detector.Score(graph).Scores);
        var classifier = model.Classifier ?? throw new InvalidOperationException("A served model is a classifier or a detector.");
        return new(model, graph.Flows, classifier.Classes.Count, graph.Flows == 0 ? [] : classifier.Predict(graph));
    }

    /// <summary>Index of the largest value of a row; the first of equals.</summary>
    public int Best(int row) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(Values.Span.Slice(row * Columns, Columns));
}
