using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Explanations;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.Explanations;

public sealed class NodeExplainerTests
{
    /// <summary>Thirty arms of two edges around node 0, all within two steps, and far away a path of fifty edges.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Explain_MoreEdgesThanAreLookedAt_CountsThoseWithinReachAlone(bool isDirected)
    {
        const int Arms = 30, Far = 50, Nodes = 1 + 2 * Arms + Far + 1;
        int[] arms = [.. Enumerable.Range(1, Arms)], path = [.. Enumerable.Range(2 * Arms + 1, Far)];
        int[] source = [.. arms, .. arms.Select(arm => arm + Arms), .. path], target = [.. arms.Select(_ => 0), .. arms, .. path.Select(node => node + 1)];
        var settings = NodeNetworks.Defaults("gcn") with { Hidden = 4, Layers = 2 };
        var model = new NodeModelArtifact(
            settings, ["a", "b"], 0, [], Nodes, new FeaturePreparation(FeaturePreparation.Identity, new Standardisation([], [])), isDirected,
            NodeNetworks.Create(settings, Nodes, 2).Layout.Initialise(1), new NodeLineage("job", "graph", "v1", 1));
        var raw = new SparseMatrix<float>(Adjacency.OfRows(0, new int[Nodes + 1], []), []);

        var why = new NodeExplainer(model).Explain(raw, source, target, 0, new ExplanationSettings { MostEdges = 5 }, CancellationToken.None);

        Assert.InRange(why.Edges.Length, 1, 2 * Arms - 1);
        Assert.Equal(2 * Arms, why.Edges.Length + why.LeftOut);
    }
}
