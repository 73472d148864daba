using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>The output tensors of one request.</summary>
/// <param name="Rows">m for a flow model, n for a model of hosts or nodes.</param>
/// <param name="Values">[rows, columns]: probabilities or scores.</param>
internal sealed record Prediction(ServedModel Model, int Rows, int Columns, ReadOnlyMemory<float> Values)
{
    /// <exception cref="Refusal">409: an output is not a finite number.</exception>
    public static Prediction Of(ServedModel model, GraphSample graph)
    {
        var rows = model.AreFlows ? graph.Flows : graph.Nodes;
        var columns = model.Detector is null ? model.Classes.Count : 1;
        float[] Values() => model.Detector is { } detector ? [.. detector.Score(graph).Scores]
            : model.Classifier is { } network ? network.Predict(graph)
            : model.Trees is { } trees ? trees.Predict(graph)
            : throw new InvalidOperationException("A served model is a classifier or a detector.");
        return new(model, rows, columns, Finite(model, rows == 0 ? [] : Values()));
    }

    /// <summary>What a model without labels finds.</summary>
    /// <exception cref="Refusal">409: a score is not a finite number.</exception>
    public static AnomalyFindings Findings(ServedModel model, AnomalyDetector detector, GraphSample graph)
    {
        var findings = detector.Score(graph);
        Finite(model, [.. findings.Scores]);
        return findings;
    }

    /// <summary>Whether a row's score lies above the model's threshold.</summary>
    public bool IsOdd(int row) => Values.Span[row] > Model.Detector?.Artifact.Anomaly?.Threshold.Value;

    /// <exception cref="Refusal">400: the graph is not of the kind that the model was trained on.</exception>
    public static Prediction Of(ServedModel model, NodePredictor nodes, NodeSample graph)
    {
        try
        {
            return new(model, graph.Raw.Rows, nodes.Artifact.Classes.Count, Finite(model, nodes.Predict(graph.Raw, graph.Source, graph.Target)));
        }
        catch (InvalidDataException unfit)
        {
            throw Refusal.BadRequest(unfit.Message);
        }
    }

    /// <summary>Index of the largest value of a row; the first of equals.</summary>
    public int Best(int row) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(Values.Span.Slice(row * Columns, Columns));

    // JSON has no name for what is not finite.
    private static float[] Finite(ServedModel model, float[] outputs) => Array.TrueForAll(outputs, float.IsFinite) ? outputs : throw new Refusal(
        StatusCodes.Status409Conflict, $"Version {model.Version.Version} of the model '{model.Version.Model}' answers with numbers that are not finite: its weights are too large for this graph, so train it again.");
}
