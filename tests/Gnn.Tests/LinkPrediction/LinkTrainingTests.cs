using NetMl.Gnn.Inputs;
using NetMl.Gnn.LinkPrediction;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.LinkPrediction;

public sealed class LinkTrainingTests
{
    private const int Nodes = 120;

    [Fact]
    public void Hide_Links_PartsAreDisjointAndUnlinkedPairsAreNoLinks()
    {
        var links = Links();

        var task = Task(links);

        var all = new[] { task.Known, task.Validation, task.Test }.SelectMany(pairs => pairs.First.Zip(pairs.Second)).ToArray();
        Assert.Equal(links.First.Zip(links.Second).Order(), all.Order());
        Assert.Equal((links.Count / 10, links.Count / 5), (task.Validation.Count, task.Test.Count));
        var linked = links.First.Zip(links.Second).SelectMany(pair => new[] { pair, (pair.Second, pair.First) }).ToHashSet();
        Assert.All(task.TestUnlinked.First.Zip(task.TestUnlinked.Second), pair => Assert.DoesNotContain(pair, linked));
        Assert.Equal(2 * task.Known.Count, task.Graph.Neighbours.Count);
    }

    [Fact]
    public void Run_RingOfFriends_RanksHiddenLinksAboveOthers()
    {
        var task = Task(Links());
        var encoder = NodeNetworks.Create(NodeNetworks.Defaults("gcn") with { Hidden = 32, Dropout = 0 }, Nodes, 16);
        var training = new LinkTraining(task, encoder, seed: 1, WorkTeam.Alone);
        var state = new TrainingState(encoder.Layout.Initialise(1));

        new TrainingLoop(training, new TrainingPlan(150) { Optimiser = new Adam(), Schedule = new ConstantRate(0.01f) }).Run(state, CancellationToken.None);

        Assert.InRange(training.Judge(state.Best, task.Test, task.TestUnlinked).Score, 0.85, 1);
    }

    [Fact]
    public void AreaUnderCurve_Ties_CountHalf()
    {
        // Pairs (true, false): 3 > 1, 3 > 2, 2 > 1, 2 = 2: (3 + ½) / 4.
        Assert.Equal(3.5 / 4, AreaUnderCurve.Of([3, 2, 1, 2], [true, true, false, false]), 1e-12);
        Assert.Equal(0.5, AreaUnderCurve.Of([1, 2], [true, true]));
        Assert.Equal(0.5, AreaUnderCurve.Of([], []));
    }

    // Each node knows the six next to it on a ring.
    private static NodePairs Links()
    {
        int[] first = [.. Enumerable.Range(0, Nodes).SelectMany(node => Enumerable.Repeat(node, 3))];
        int[] second = [.. Enumerable.Range(0, Nodes).SelectMany(node => Enumerable.Range(1, 3).Select(step => (node + step) % Nodes))];
        return new NodePairs(first, second);
    }

    private static LinkTask Task(NodePairs links) => LinkTask.Hide(
        Nodes, links, neighbours => NodeGraph<float>.Create(neighbours, Identity()), validationShare: 0.1, testShare: 0.2, seed: 3);

    private static SparseMatrix<float> Identity() =>
        new(Adjacency.OfRows(Nodes, [.. Enumerable.Range(0, Nodes + 1)], [.. Enumerable.Range(0, Nodes)]), [.. Enumerable.Repeat(1f, Nodes)]);
}
