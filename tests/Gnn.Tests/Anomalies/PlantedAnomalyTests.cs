using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Scores;

namespace NetMl.Gnn.Tests.Anomalies;

/// <summary>Flows that are odd only beside the flows around them.</summary>
public sealed class PlantedAnomalyTests
{
    [Theory]
    [InlineData(MaskedFlowNetwork.Name, ReconstructionScorer.ScorerName, 0.95)]
    [InlineData(MaskedFlowNetwork.Name, MahalanobisScorer.ScorerName, 0.95)]
    [InlineData(InfomaxNetwork.Name, MahalanobisScorer.ScorerName, 0.9)]
    [InlineData(InfomaxNetwork.Name, IsolationScorer.ScorerName, 0.8)]
    [InlineData(GraphAutoencoder.Name, MahalanobisScorer.ScorerName, 0.95)]
    [InlineData(GraphAutoencoder.Name, ReconstructionScorer.ScorerName, 0.95)]
    public void Score_FlowsThatFitAnotherServer_AreHigher(string network, string scorer, double least)
    {
        var (graph, planted) = PlantedFlows.Make(0.05, 3);

        var findings = new AnomalyDetector(PlantedFlows.Train(network, scorer, 60)).Score(graph);

        Assert.InRange(AreaUnderCurve.Of([.. findings.Scores], planted), least, 1);
    }

    [Fact]
    public void Score_TheSameFlowsWithoutTheirGraph_IsChance()
    {
        var (train, test) = (PlantedFlows.Make(0, 1).Graph.FlowFeatures, PlantedFlows.Make(0.05, 3));

        foreach (var name in (string[])[MahalanobisScorer.ScorerName, HistogramScorer.ScorerName, IsolationScorer.ScorerName])
        {
            var scores = AnomalyScorers.Fit(name, train.Span, Graphs.FlowFeatures, 0, 1, default).Scores(test.Graph.FlowFeatures.Span);

            Assert.InRange(AreaUnderCurve.Of(scores, test.ArePlanted), 0.35, 0.65);
        }
    }
}
