using Microsoft.ML;
using Microsoft.ML.Data;
using NetMl.Features;

namespace NetMl.Integrations.MicrosoftML;

/// <summary>ML.NET's maximum-entropy classifier on the flow features alone, on the same split by time: a trainer of others beside ours.</summary>
public static class MaximumEntropyBaseline
{
    private const string Key = "LabelKey";
    private const string Scaled = "Scaled";

    /// <summary>Learns from the first flows in time and judges on the rest.</summary>
    /// <param name="graph">Flows in time order, some labelled.</param>
    /// <param name="trainFraction">Share of the flows to learn from, in (0, 1).</param>
    /// <param name="seed">Seed of ML.NET's context.</param>
    /// <returns>ML.NET's metrics: MicroAccuracy is our accuracy, MacroAccuracy the mean recall over classes.</returns>
    public static MulticlassClassificationMetrics Evaluate(FlowGraph graph, double trainFraction, int seed)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trainFraction);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(trainFraction, 1);
        var context = new MLContext(seed);
        var split = (int)(graph.FlowCount * trainFraction);
        var pipeline = context.Transforms.Conversion.MapValueToKey(Key, nameof(FlowRow.Label))
            .Append(context.Transforms.NormalizeMeanVariance(Scaled, nameof(FlowRow.Features)))
            .Append(context.MulticlassClassification.Trainers.SdcaMaximumEntropy(Key, Scaled));
        var model = pipeline.Fit(FlowDataView.Load(context, graph, 0, split));
        return context.MulticlassClassification.Evaluate(model.Transform(FlowDataView.Load(context, graph, split, graph.FlowCount)), Key);
    }
}
