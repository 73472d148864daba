using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Tests;

/// <summary>Renumber the nodes and the output moves with them; shuffle the flows and nothing else changes.</summary>
public sealed class NetworkSymmetryTests
{
    private const int Nodes = 9;
    private const int Flows = 30;
    private const float Tolerance = 1e-5f;
    private static readonly GraphSample Sample = Graphs.Random(Nodes, Flows, 4);

    [Theory]
    [InlineData("e-graphsage")]
    [InlineData("e-graphsage-residual")]
    [InlineData("e-gat")]
    [InlineData("e-graphsage-temporal")]
    public void FlowNetwork_RenumberedGraph_GivesRenumberedLogits(string name)
    {
        var network = GraphNetworks.Create(new NetworkShape(FlowNetwork.Task, name, Graphs.NodeFeatures, Graphs.FlowFeatures, 6, 3));
        var (order, flowOrder) = (Graphs.Shuffled(Nodes, 1), Graphs.Shuffled(Flows, 2));

        var plain = Run(network, Sample, OwnedItems<float>.AllFlows);
        var moved = Run(network, Graphs.Renumber(Sample, order, flowOrder), OwnedItems<float>.AllFlows);

        for (var e = 0; e < Flows; e++)
            for (var c = 0; c < 3; c++)
                Assert.Equal(plain[e * 3 + c], moved[flowOrder[e] * 3 + c], Tolerance);
    }

    [Theory]
    [InlineData("graphsage")]
    [InlineData("gat")]
    public void HostNetworkWithClasses_RenumberedGraph_GivesRenumberedLogits(string name)
    {
        var network = GraphNetworks.Create(new NetworkShape("host-classification", name, Graphs.NodeFeatures, Graphs.FlowFeatures, 6, 3));
        var (order, flowOrder) = (Graphs.Shuffled(Nodes, 1), Graphs.Shuffled(Flows, 2));

        var plain = Run(network, Sample, OwnedItems<float>.AllNodes);
        var moved = Run(network, Graphs.Renumber(Sample, order, flowOrder), OwnedItems<float>.AllNodes);

        for (var v = 0; v < Nodes; v++)
            for (var c = 0; c < 3; c++)
                Assert.Equal(plain[v * 3 + c], moved[order[v] * 3 + c], Tolerance);
    }

    [Fact]
    public void HostNetwork_RenumberedGraph_GivesRenumberedFeatures()
    {
        var network = new HostNetwork(Graphs.NodeFeatures, 6);
        var (order, flowOrder) = (Graphs.Shuffled(Nodes, 1), Graphs.Shuffled(Flows, 2));

        var plain = Run(network, Sample, OwnedItems<float>.AllNodes);
        var moved = Run(network, Graphs.Renumber(Sample, order, flowOrder), OwnedItems<float>.AllNodes);

        for (var v = 0; v < Nodes; v++)
            for (var f = 0; f < Graphs.NodeFeatures; f++)
                Assert.Equal(plain[v * Graphs.NodeFeatures + f], moved[order[v] * Graphs.NodeFeatures + f], Tolerance);
    }

    [Fact]
    public void HostNetwork_OwnFeaturesChange_ItsOwnForecastDoesNot()
    {
        var network = new HostNetwork(Graphs.NodeFeatures, 6);
        var changed = Sample.NodeFeatures.ToArray();
        changed.AsSpan(3 * Graphs.NodeFeatures, Graphs.NodeFeatures).Fill(5);
        var other = new GraphSample(Nodes, Graphs.NodeFeatures, changed, Sample.FlowSource, Sample.FlowTarget, Graphs.FlowFeatures, Sample.FlowFeatures);

        var before = Run(network, Sample, OwnedItems<float>.AllNodes);
        var after = Run(network, other, OwnedItems<float>.AllNodes);

        Assert.Equal(before.AsSpan(3 * Graphs.NodeFeatures, Graphs.NodeFeatures).ToArray(), after.AsSpan(3 * Graphs.NodeFeatures, Graphs.NodeFeatures).ToArray());
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void HostNetwork_IsolatedNode_GetsAFiniteForecast()
    {
        var output = Run(new HostNetwork(Graphs.NodeFeatures, 6), Sample, OwnedItems<float>.AllNodes);

        Assert.All(output.AsSpan((Nodes - 1) * Graphs.NodeFeatures).ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void FlowNetwork_ParallelFlows_MayDiffer()
    {
        var sample = new GraphSample(2, Graphs.NodeFeatures, new float[8], new[] { 0, 0 }, new[] { 1, 1 }, Graphs.FlowFeatures, new float[] { 1, 0, 0, 0, 1, 0 });

        var logits = Run(new FlowNetwork(Graphs.NodeFeatures, Graphs.FlowFeatures, 6, 2), sample, OwnedItems<float>.AllFlows);

        Assert.NotEqual(logits[..2], logits[2..]);
    }

    private static float[] Run(IGraphNetwork network, GraphSample sample, Func<PreparedGraph<float>, OwnedItems<float>> owned)
    {
        var graph = PreparedGraph<float>.Create(sample, Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures));
        var tape = new Tape<float>();
        var set = new ParameterSet<float>(tape, network.Layout, network.Layout.Initialise(1), Memory<float>.Empty);
        return network.Forward(tape, set, graph, owned(graph)).Value.Span.ToArray();
    }
}
