using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Tests.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Networks;

public sealed class NodeNetworkTests
{
    private const int Features = 5;
    private const int Classes = 3;

    // 0–1–2–3, 1–3, and 4 alone.
    private static readonly int[] Source = [0, 1, 2, 1];
    private static readonly int[] Target = [1, 2, 3, 3];

    public static TheoryData<string> Names() => [.. NodeNetworks.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_EveryParameter_FollowsCentralDifferences(string name)
    {
        const double Step = 1e-5, Tolerance = 1e-6;
        var network = Network(name);
        var graph = Graph([0, 1, 2, 3, 4], isSparse: false);
        var values = Array.ConvertAll(network.Layout.Initialise(4), value => (double)value);
        var random = new Random(2);
        foreach (ref var value in values.AsSpan())
            value += random.NextDouble() * 0.1;
        var gradient = new double[values.Length];

        Loss(network, graph, values, gradient);

        for (var i = 0; i < values.Length; i++)
        {
            var kept = values[i];
            values[i] = kept + Step;
            var above = Loss(network, graph, values, []);
            values[i] = kept - Step;
            var below = Loss(network, graph, values, []);
            values[i] = kept;
            Assert.Equal((above - below) / (2 * Step), gradient[i], Tolerance * 10);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_RenumberedNodes_MovesTheOutputsWithThem(string name)
    {
        var network = Network(name);
        var values = Array.ConvertAll(network.Layout.Initialise(4), value => (double)value);
        int[] order = [3, 0, 4, 1, 2];

        var plain = Logits(network, Graph([0, 1, 2, 3, 4], isSparse: false), values);
        var moved = Logits(network, Graph(order, isSparse: true), values);

        for (var node = 0; node < order.Length; node++)
            for (var c = 0; c < Classes; c++)
                Assert.Equal(plain[node, c], moved[order[node], c], 1e-12);
        Assert.All(plain.Cast<double>(), value => Assert.True(double.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_Warm_AllocatesNothing(string name)
    {
        using var team = new WorkTeam(2);
        var network = NodeNetworks.Create(NodeNetworks.Defaults(name) with { Hidden = 8 }, TwoClubs.Features, 2);
        var loop = new TrainingLoop(TwoClubs.Task().TrainingOf(network, 1, team), new TrainingPlan(1) { Optimiser = new Adam(), Schedule = new ConstantRate(0.01f), Clip = 1 });
        var state = new TrainingState(network.Layout.Initialise(1));
        for (var step = 0; step < 4; step++)
            loop.Step(state, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 4; step < 14; step++)
            loop.Step(state, step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_TwoClubs_LearnsMoreThanChance(string name)
    {
        var settings = NodeNetworks.Defaults(name) with { Epochs = 80, Hidden = 8 };

        var outcome = NodeClassifier.Train(TwoClubs.Task(), settings, 1, WorkTeam.Alone, null, null, null, CancellationToken.None);

        Assert.InRange(outcome.Test?.Score ?? 0, 0.65, 1);
    }

    [Fact]
    public void Defaults_UnknownNetwork_NamesThoseThatExist()
    {
        var failure = Assert.Throws<ArgumentException>(() => NodeNetworks.Defaults("gnc"));

        Assert.Contains("gcn, gat", failure.Message, StringComparison.Ordinal);
    }

    private static INodeNetwork Network(string name) => NodeNetworks.Create(NodeNetworks.Defaults(name) with { Hidden = 4, Heads = 2 }, Features, Classes);

    private static NodeGraph<double> Graph(int[] order, bool isSparse)
    {
        var random = new Random(1);
        var x = new Tensor<double>(order.Length, Features);
        for (var node = 0; node < order.Length; node++)
            for (var i = 0; i < Features; i++)
                x.Row(order[node])[i] = i == node ? 0 : random.NextDouble() * 2 - 1;
        var neighbours = NodeGraph<double>.Join(order.Length, Array.ConvertAll(Source, node => order[node]), Array.ConvertAll(Target, node => order[node]), isDirected: false);
        if (!isSparse)
            return NodeGraph<double>.Create(neighbours, x);
        var (offsets, columns, values) = (new List<int> { 0 }, new List<int>(), new List<double>());
        for (var node = 0; node < order.Length; node++)
        {
            for (var i = 0; i < Features; i++)
                if (x.Row(node)[i] != 0)
                {
                    columns.Add(i);
                    values.Add(x.Row(node)[i]);
                }
            offsets.Add(columns.Count);
        }
        return NodeGraph<double>.Create(neighbours, new SparseMatrix<double>(Adjacency.OfRows(Features, [.. offsets], [.. columns]), [.. values]));
    }

    private static double Loss(INodeNetwork network, NodeGraph<double> graph, double[] values, double[] gradient)
    {
        var tape = new Tape<double>();
        var parameters = new ParameterSet<double>(tape, network.Layout, values, gradient);
        var loss = tape.CrossEntropy(network.Forward(tape, parameters, graph), new[] { 0, 2, -1, 1, 2 }, new double[] { 1, 2, 0.5 });
        tape.Backward(loss);
        return loss.Value.Span[0];
    }

    private static double[,] Logits(INodeNetwork network, NodeGraph<double> graph, double[] values)
    {
        var tape = new Tape<double>();
        var logits = network.Forward(tape, new ParameterSet<double>(tape, network.Layout, values, Memory<double>.Empty), graph).Value;
        var copy = new double[logits.Rows, logits.Columns];
        for (var row = 0; row < logits.Rows; row++)
            for (var column = 0; column < logits.Columns; column++)
                copy[row, column] = logits.Row(row)[column];
        return copy;
    }
}
