using NetMl.Gnn.Heads;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Heads;

public sealed class HeadTrainingTests
{
    private static readonly NodeSettings Sage = NodeNetworks.Defaults("graphsage") with { Hidden = 16, Dropout = 0 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EdgeHead_EdgesInsideAndBetweenClubs_AreToldApart(bool hasFeatures)
    {
        var task = TwoClubs.Task();
        var random = new Random(5);
        int[] source = [.. Enumerable.Range(0, 400).Select(_ => random.Next(TwoClubs.Nodes))];
        int[] target = [.. Enumerable.Range(0, 400).Select(_ => random.Next(TwoClubs.Nodes))];
        int[] labels = [.. source.Zip(target, (u, v) => task.Labels[u] == task.Labels[v] ? 1 : 0)];
        var encoder = NodeNetworks.Create(Sage, TwoClubs.Features, 16);
        var head = new EdgeHead(encoder.Layout, "head", 16, hasFeatures ? 2 : 0, 2);
        var features = new Tensor<float>(400, 2);
        var known = new KnownClasses(labels, 2, [.. Enumerable.Range(0, 250)], [.. Enumerable.Range(250, 150)]);
        var training = new ClassTraining(
            encoder.Layout,
            (tape, parameters) => head.Forward(tape, parameters, encoder.Forward(tape, parameters, task.Graph), source, target, hasFeatures ? tape.Constant(features) : null),
            known, 1, WorkTeam.Alone);

        Assert.InRange(Best(training), 0.75, 1);
    }

    [Fact]
    public void GraphHead_RingsAndStars_AreToldApart()
    {
        // Even graphs are rings, odd ones stars; every node has the same feature.
        const int Graphs = 60;
        const int Size = 6;
        var (source, target) = (new List<int>(), new List<int>());
        for (var graph = 0; graph < Graphs; graph++)
            for (var i = 0; i < Size; i++)
            {
                source.Add(graph * Size + i);
                target.Add(graph * Size + (graph % 2 == 0 ? (i + 1) % Size : 0));
            }
        var x = new Tensor<float>(Graphs * Size, 1);
        x.Span.Fill(1);
        var nodes = NodeGraph<float>.Create(NodeGraph<float>.Join(Graphs * Size, source.ToArray(), target.ToArray(), isDirected: false), x);
        var members = Adjacency.OfRows(Graphs * Size, [.. Enumerable.Range(0, Graphs + 1).Select(graph => graph * Size)], [.. Enumerable.Range(0, Graphs * Size)]);
        var encoder = NodeNetworks.Create(NodeNetworks.Defaults("gin") with { Hidden = 8, Dropout = 0 }, 1, 8);
        var head = new GraphHead(encoder.Layout, "head", 8, 8, 2);
        var known = new KnownClasses([.. Enumerable.Range(0, Graphs).Select(graph => graph % 2)], 2, [.. Enumerable.Range(0, 30)], [.. Enumerable.Range(30, 30)]);

        var training = new ClassTraining(
            encoder.Layout, (tape, parameters) => head.Forward(tape, parameters, encoder.Forward(tape, parameters, nodes), members), known, 1, WorkTeam.Alone);

        Assert.Equal(1, Best(training));
    }

    private static double Best(ITrainingTask training)
    {
        var state = new TrainingState(training.Layout.Initialise(2));
        new TrainingLoop(training, new TrainingPlan(150) { Optimiser = new Adam(), Schedule = new ConstantRate(0.01f) }).Run(state, CancellationToken.None);
        return state.BestScore?.Score ?? 0;
    }
}
