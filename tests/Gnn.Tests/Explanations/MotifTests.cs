using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Explanations;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Scores;

namespace NetMl.Gnn.Tests.Explanations;

/// <summary>Explanations are asked for what is known to be their answer: the walls of houses.</summary>
public sealed class MotifTests(MotifTests.TrainedHouses trained) : IClassFixture<MotifTests.TrainedHouses>
{
    [Fact]
    public void Explain_NodesOfHouses_FindsTheirWalls()
    {
        Assert.True(trained.Accuracy >= 0.9, $"the network itself knows {trained.Accuracy:P0} of the places only");

        var auroc = Auroc(trained.Model);

        Assert.True(auroc >= 0.9, $"AUROC of the walls {auroc:0.000}");
    }

    // An explanation that does not change with the weights explains the graph, not the network. Source: Adebayo et al. 2018.
    [Fact]
    public void Explain_RandomWeights_GivesOtherExplanations()
    {
        var random = trained.Model with { Weights = trained.Model.CreateNetwork().Layout.Initialise(77) };

        var (learnt, drawn) = (Explain(trained.Model, Houses.Base), Explain(random, Houses.Base));

        Assert.Equal(learnt.Edges, drawn.Edges);
        Assert.True(Correlation(learnt.EdgeWeights, drawn.EdgeWeights) < 0.6, $"correlation {Correlation(learnt.EdgeWeights, drawn.EdgeWeights):0.00}");
        Assert.True(Auroc(random) < Auroc(trained.Model) - 0.1, $"AUROC {Auroc(random):0.000} without having learnt anything");
    }

    [Fact]
    public void Explain_Twice_GivesTheSameBits() => Assert.Equal(Explain(trained.Model, Houses.Base).EdgeWeights, Explain(trained.Model, Houses.Base).EdgeWeights);

    private double Auroc(NodeModelArtifact model)
    {
        var (weights, truth) = (new List<float>(), new List<bool>());
        for (var node = Houses.Base; node < Houses.Nodes; node += 20)
        {
            var explanation = Explain(model, node);
            weights.AddRange(explanation.EdgeWeights);
            truth.AddRange(explanation.Edges.Select(edge => trained.Houses.IsWall[edge] && Houses.House(trained.Houses.Source[edge]) == Houses.House(node)));
        }
        return AreaUnderCurve.Of([.. weights], [.. truth]);
    }

    private Explanation Explain(NodeModelArtifact model, int node) =>
        new NodeExplainer(model).Explain(Houses.Raw, trained.Houses.Source, trained.Houses.Target, node, new ExplanationSettings(), CancellationToken.None);

    private static double Correlation(float[] x, float[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            (xy, xx, yy) = (xy + (x[i] - meanX) * (y[i] - meanY), xx + (x[i] - meanX) * (x[i] - meanX), yy + (y[i] - meanY) * (y[i] - meanY));
        return xy / Math.Sqrt(xx * yy);
    }

    public sealed class TrainedHouses
    {
        public TrainedHouses()
        {
            var settings = NodeNetworks.Defaults("gcn") with { Hidden = 20, Layers = 3, Dropout = 0, LearningRate = 0.01, WeightDecay = 0, Epochs = 2000, Patience = 0 };
            (Model, Accuracy) = Houses.Train(settings, seed: 1);
        }

        internal Houses Houses { get; } = Houses.Build(seed: 6);

        public NodeModelArtifact Model { get; }

        public double Accuracy { get; }
    }
}
