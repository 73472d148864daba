using System.Diagnostics;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Inputs;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>Methods that know no graph: on the standardised features of the flows or hosts alone.</summary>
internal static class PlainDetectors
{
    /// <summary>What stands for a network's name in tables.</summary>
    public const string Name = "no graph";

    /// <summary>Errors of the principal components that hold so much of the variance.</summary>
    public const string Components = "pca";

    private const double Variance = 0.9;

    public static IEnumerable<AnomalyResult> Measure(AnomalyScene scene, bool areFlows, int seed)
    {
        var width = areFlows ? scene.Train.Graph.FlowFeatureCount : scene.Train.Graph.NodeFeatureCount;
        ReadOnlySpan<float> Raw(JudgedGraph judged) => areFlows ? judged.Graph.FlowFeatures.Span : judged.Graph.NodeFeatures.Span;
        var scale = Standardisation.Fit(Raw(scene.Train), width);
        float[] Rows(JudgedGraph judged)
        {
            var rows = new float[Raw(judged).Length];
            scale.Apply(Raw(judged), rows);
            return rows;
        }
        var (train, heldOut, test) = (Rows(scene.Train), Rows(scene.HeldOut), Rows(scene.Test));
        foreach (var name in (string[])[MahalanobisScorer.ScorerName, HistogramScorer.ScorerName, IsolationScorer.ScorerName, Components])
        {
            var started = Stopwatch.GetTimestamp();
            var scorer = name == Components ? null : AnomalyScorers.Fit(name, train, width, 0, seed, CancellationToken.None);
            var components = scorer is null ? PrincipalComponents.Of(train, width, Variance) : null;
            float[] Scores(float[] rows) => scorer?.Scores(rows) ?? components?.Errors(rows) ?? [];
            var threshold = AnomalyThreshold.Choose(Scores(heldOut), AnomaliesBenchmark.Budget, isHeldOut: true);
            yield return AnomalyResult.Of(scene, areFlows, Name, name, seed, Scores(test), threshold.Value, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }
}
