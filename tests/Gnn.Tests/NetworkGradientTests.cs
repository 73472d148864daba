using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Tests;

/// <summary>Every layer and network against central differences in double precision.</summary>
public sealed class NetworkGradientTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;
    private static readonly PreparedGraph<double> Graph = PreparedGraph<double>.Create(Graphs.Random(7, 15, 1), Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures));

    [Fact]
    public void DenseLayer_Gradient_EqualsCentralDifference()
    {
        var layout = new ParameterLayout();
        var layer = new DenseLayer(layout, "x", Graphs.NodeFeatures, 3);

        Check(layout, (tape, set) => Reduce(tape, layer.Forward(tape, set, tape.Constant(Graph.Nodes))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DirectedGraphSageLayer_Gradient_EqualsCentralDifference(bool includeSelf)
    {
        var layout = new ParameterLayout();
        var first = new DirectedGraphSageLayer(layout, "x", Graphs.NodeFeatures, 3, includeSelf);
        var second = new DirectedGraphSageLayer(layout, "y", 3, 2, includeSelf);

        Check(layout, (tape, set) => Reduce(tape, second.Forward(
            tape, set, first.Forward(tape, set, tape.Constant(Graph.Nodes), Graph.Outgoing, Graph.Incoming), Graph.Outgoing, Graph.Incoming)));
    }

    [Fact]
    public void EdgeGraphSageLayer_Gradient_EqualsCentralDifference()
    {
        var layout = new ParameterLayout();
        var first = new EdgeGraphSageLayer(layout, "x", Graphs.NodeFeatures, Graphs.FlowFeatures, 3);
        var second = new EdgeGraphSageLayer(layout, "y", 3, Graphs.FlowFeatures, 2);

        Check(layout, (tape, set) => Reduce(tape, second.Forward(tape, set, first.Forward(tape, set, tape.Constant(Graph.Nodes), Graph), Graph)));
    }

    [Fact]
    public void FlowNetwork_Gradient_EqualsCentralDifference()
    {
        var network = new FlowNetwork(Graphs.NodeFeatures, Graphs.FlowFeatures, 5, 3);
        var owned = OwnedItems<double>.OfFlows(Graph, Graphs.Shuffled(15, 1), Graphs.Labels(15, 3, 2), new[] { 1.0, 2.0, 0.5 });

        Check(network.Layout, (tape, set) => network.Loss(tape, set, Graph, owned));
    }

    [Theory]
    [InlineData("flow-classification", "e-graphsage-residual")]
    [InlineData("flow-classification", "e-gat")]
    [InlineData("flow-classification", "e-graphsage-temporal")]
    [InlineData("host-classification", "graphsage")]
    [InlineData("host-classification", "gat")]
    public void Loss_WeightedItems_GradientEqualsCentralDifference(string task, string name)
    {
        var network = GraphNetworks.Create(new NetworkShape(task, name, Graphs.NodeFeatures, Graphs.FlowFeatures, 4, 3));
        var items = GraphNetworks.IsOfFlows(task) ? 15 : 6;
        var (rows, labels, classes) = (Graphs.Shuffled(items, 1), Graphs.Labels(items, 3, 2), new[] { 1.0, 2.0, 0.5 });
        var weights = Enumerable.Range(0, items).Select(item => item % 3 * 0.5).ToArray();
        var graph = PreparedGraph<double>.Create(Graphs.Recurring(Graph.Sample, 3), Graphs.Plain(Graphs.NodeFeatures), Graphs.Plain(Graphs.FlowFeatures));
        var owned = GraphNetworks.IsOfFlows(task)
            ? OwnedItems<double>.OfFlows(graph, rows, labels, classes, weights)
            : OwnedItems<double>.OfNodes(graph, rows, labels, classes, weights);

        Check(network.Layout, (tape, set) => network.Loss(tape, set, graph, owned));
    }

    [Fact]
    public void HostNetwork_Gradient_EqualsCentralDifference()
    {
        var network = new HostNetwork(Graphs.NodeFeatures, 5);
        var owned = OwnedItems<double>.AllNodes(Graph);

        Check(network.Layout, (tape, set) => network.Loss(tape, set, Graph, owned));
    }

    private static Variable<double> Reduce(Tape<double> tape, Variable<double> y)
    {
        var random = new Random(5);
        return tape.SumSquaredError(y, new Tensor<double>(y.Value.Rows, y.Value.Columns, Enumerable.Range(0, y.Value.Span.Length).Select(_ => random.NextDouble()).ToArray()));
    }

    private static void Check(ParameterLayout layout, Func<Tape<double>, ParameterSet<double>, Variable<double>> loss)
    {
        var values = layout.Initialise(3).Select((value, i) => value + 0.01 + 0.003 * (i % 7)).ToArray();
        var gradient = new double[layout.Count];
        var tape = new Tape<double>();
        tape.Backward(loss(tape, new ParameterSet<double>(tape, layout, values, gradient)));

        double At(int i, double shift)
        {
            var kept = values[i];
            values[i] = kept + shift;
            var other = new Tape<double>();
            var value = loss(other, new ParameterSet<double>(other, layout, values, Memory<double>.Empty)).Value.Span[0];
            values[i] = kept;
            return value;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var difference = (At(i, Step) - At(i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(difference - gradient[i]) <= Tolerance * Math.Max(1, Math.Abs(difference)), $"parameter {i}: gradient {gradient[i]}, central difference {difference}");
        }
        Assert.Contains(gradient, slope => Math.Abs(slope) > 1e-3);
    }
}
