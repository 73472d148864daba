using NetMl.Contracts.Training;
using NetMl.Gnn.HostAnomaly;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Finds the most anomalous hosts among all windows of a job's flows.</summary>
static class HostEvaluation
{
    private const int Reported = 10;
    private const int NamedFeatures = 3;

    /// <summary>The hosts with the largest error in any of their windows, most anomalous first.</summary>
    /// <param name="outputs">Foretold standardised features of each part's nodes, in part order.</param>
    public static IReadOnlyList<HostAnomaly> Oddest(TrainingSet input, IReadOnlyList<float[]> outputs)
    {
        var (sample, hosts) = (input.Judged.Sample, input.Judged.NodeHosts);
        var features = sample.NodeFeatureCount;
        var actual = new float[sample.NodeFeatures.Length];
        input.NodeScale.Apply(sample.NodeFeatures.Span, actual);
        var anomalies = HostAnomalyDetector.Errors(outputs.SelectMany(part => part).ToArray(), actual, features);
        return
        [
            .. Enumerable.Range(0, sample.Nodes)
                .GroupBy(node => hosts[node], StringComparer.Ordinal)
                .Select(windows => windows.MaxBy(node => anomalies.Scores[node]))
                .OrderByDescending(node => anomalies.Scores[node]).ThenBy(node => hosts[node], StringComparer.Ordinal)
                .Take(Reported)
                .Select(node => new HostAnomaly(hosts[node], anomalies.Scores[node], OddestFeatures(input, anomalies, node, features))),
        ];
    }

    private static string[] OddestFeatures(TrainingSet input, NodeAnomalies anomalies, int node, int features) =>
    [
        .. Enumerable.Range(0, features)
            .OrderByDescending(feature => anomalies.FeatureErrors[node * features + feature]).ThenBy(feature => feature)
            .Take(NamedFeatures)
            .Select(feature => input.NodeFeatureNames[feature]),
    ];
}
