using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Tests.Anomalies;

/// <summary>Gradients against central differences in double precision, symmetry, masks, and draws that follow from the pass.</summary>
public sealed class AnomalyNetworkTests
{
    private const double Step = 1e-5;
    private const double GradientTolerance = 2e-6;
    private const float SymmetryTolerance = 1e-5f;
    private static readonly GraphSample Sample = Graphs.Random(9, 30, 4);

    public static TheoryData<string, string> Networks
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var task in new[] { AnomalyTasks.Hosts, AnomalyTasks.Flows })
                foreach (var network in GraphNetworks.NamesOf(task))
                    all.Add(task, network);
            return all;
        }
    }

    [Fact]
    public void NamesOf_TasksWithoutLabels_HaveTheNetworksOfTheDocumentation()
    {
        Assert.Equal(["dgi", "gae", "masked", "vgae"], GraphNetworks.NamesOf(AnomalyTasks.Hosts).Order(StringComparer.Ordinal));
        Assert.Equal(["dgi", "gae", "masked"], GraphNetworks.NamesOf(AnomalyTasks.Flows).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Loss_Gradient_EqualsCentralDifference(string task, string name)
    {
        var network = Create(task, name, 6);
        var graph = PreparedGraph<double>.Create(Graphs.Random(7, 15, 1), Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures));
        var owned = task == AnomalyTasks.Flows ? OwnedItems<double>.OfFlows(graph, Graphs.Shuffled(15, 1), default, default) : OwnedItems<double>.AllNodes(graph);
        var values = Array.ConvertAll(network.Layout.Initialise(3), value => value + 0.01);
        var gradient = new double[values.Length];
        var tape = new Tape<double>();
        tape.Reset(Pass.Training(5, 2));
        tape.Backward(network.Loss(tape, new ParameterSet<double>(tape, network.Layout, values, gradient), graph, owned));

        var other = new Tape<double>();
        var set = new ParameterSet<double>(other, network.Layout, values, Memory<double>.Empty);
        double At(int i, double shift)
        {
            var kept = values[i];
            values[i] += shift;
            other.Reset(Pass.Training(5, 2));
            var loss = network.Loss(other, set, graph, owned).Value.Span[0];
            values[i] = kept;
            return loss;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var difference = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(difference - gradient[i]) <= GradientTolerance * Math.Max(1, Math.Abs(difference)), $"parameter {i}: gradient {gradient[i]}, central difference {difference}");
        }
        Assert.Contains(gradient, slope => Math.Abs(slope) > 1e-3);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_RenumberedGraph_GivesRenumberedOutputs(string task, string name)
    {
        var network = Create(task, name, 6);
        var (order, flowOrder) = (Graphs.Shuffled(Sample.Nodes, 1), Graphs.Shuffled(Sample.Flows, 2));
        var moves = task == AnomalyTasks.Flows ? flowOrder : order;

        var plain = Run(network, task, Sample);
        var moved = Run(network, task, Graphs.Renumber(Sample, order, flowOrder));

        Assert.Equal(network.Embedding + network.Foretold, network.Outputs);
        Assert.Equal(moves.Length * network.Outputs, plain.Length);
        for (var item = 0; item < moves.Length; item++)
            for (var c = 0; c < network.Outputs; c++)
                Assert.Equal(plain[item * network.Outputs + c], moved[moves[item] * network.Outputs + c], SymmetryTolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(29)]
    public void MaskedFlows_OwnFeaturesChange_TheirOwnForecastDoesNot(int flow)
    {
        var network = Create(AnomalyTasks.Flows, MaskedFlowNetwork.Name, 6);
        var changed = Sample.FlowFeatures.ToArray();
        changed.AsSpan(flow * Graphs.FlowFeatures, Graphs.FlowFeatures).Fill(2);
        var other = new GraphSample(Sample.Nodes, Graphs.NodeFeatures, Sample.NodeFeatures, Sample.FlowSource, Sample.FlowTarget, Graphs.FlowFeatures, changed);

        var (before, after) = (Run(network, AnomalyTasks.Flows, Sample), Run(network, AnomalyTasks.Flows, other));

        for (var f = flow * Graphs.FlowFeatures; f < (flow + 1) * Graphs.FlowFeatures; f++)
            Assert.Equal(before[f], after[f], SymmetryTolerance);
        Assert.NotEqual(before, after);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Loss_SamePass_GivesTheSameBitsAndAnotherStepOthersWhereItDraws(string task, string name)
    {
        Assert.Equal(LossOf(task, name, 3), LossOf(task, name, 3));
        if (name != HostNetwork.Name)
            Assert.NotEqual(LossOf(task, name, 3), LossOf(task, name, 4));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Forward_GraphWithoutFlows_GivesFiniteOutputs(string task, string name)
    {
        var lonely = new GraphSample(2, Graphs.NodeFeatures, new float[2 * Graphs.NodeFeatures], default, default, Graphs.FlowFeatures, default);

        var outputs = Run(Create(task, name, 6), task, lonely);

        Assert.Equal(task == AnomalyTasks.Flows ? 0 : 2, outputs.Length / Create(task, name, 6).Outputs);
        Assert.All(outputs, value => Assert.True(float.IsFinite(value)));
    }

    internal static IAnomalyNetwork Create(string task, string name, int hidden) =>
        Assert.IsAssignableFrom<IAnomalyNetwork>(GraphNetworks.Create(new NetworkShape(task, name, Graphs.NodeFeatures, Graphs.FlowFeatures, hidden, 0)));

    private static float LossOf(string task, string name, int step)
    {
        var network = Create(task, name, 6);
        var graph = PreparedGraph<float>.Create(Sample, Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures));
        var tape = new Tape<float>();
        tape.Reset(Pass.Training(1, step));
        var set = new ParameterSet<float>(tape, network.Layout, network.Layout.Initialise(1), Memory<float>.Empty);
        return network.Loss(tape, set, graph, task == AnomalyTasks.Flows ? OwnedItems<float>.AllFlows(graph) : OwnedItems<float>.AllNodes(graph)).Value.Span[0];
    }

    private static float[] Run(IGraphNetwork network, string task, GraphSample sample)
    {
        var graph = PreparedGraph<float>.Create(sample, Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures));
        var tape = new Tape<float>();
        var set = new ParameterSet<float>(tape, network.Layout, network.Layout.Initialise(1), Memory<float>.Empty);
        return network.Forward(tape, set, graph, task == AnomalyTasks.Flows ? OwnedItems<float>.AllFlows(graph) : OwnedItems<float>.AllNodes(graph)).Value.Span.ToArray();
    }
}
