using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>
/// Two flows, one number per host and per flow:  0 ──(10)──► 1,  0 ──(20)──► 2   with h = (1, 2, 4).
/// </summary>
public sealed class LayerByHandTests
{
    private static readonly PreparedGraph<double> Graph = PreparedGraph<double>.Create(
        new GraphSample(3, 1, new float[] { 1, 2, 4 }, new[] { 0, 0 }, new[] { 1, 2 }, 1, new float[] { 1, 2 }), Graphs.Plain(1), Graphs.Plain(1));

    [Fact]
    public void DirectedGraphSageLayer_ByHand_AveragesBothDirectionsApart()
    {
        var layout = new ParameterLayout();
        var layer = new DirectedGraphSageLayer(layout, "x", 1, 1, includeSelf: true);

        // self, outgoing, incoming, bias
        var h = Run(layout, [1, 10, 100, 0.5], (tape, set) => layer.Forward(tape, set, tape.Constant(Graph.Nodes), Graph.Outgoing, Graph.Incoming));

        Assert.Equal([1 + 10 * 3 + 0.5, 2 + 100 * 1 + 0.5, 4 + 100 * 1 + 0.5], h);
    }

    [Fact]
    public void EdgeGraphSageLayer_ByHand_AddsMeanFlowFeatures()
    {
        var layout = new ParameterLayout();
        var layer = new EdgeGraphSageLayer(layout, "x", 1, 1, 1);

        // self, outgoing, incoming, flows (opened, answered), bias
        var h = Run(layout, [1, 10, 100, 1000, 10_000, 0], (tape, set) => layer.Forward(tape, set, tape.Constant(Graph.Nodes), Graph));

        Assert.Equal([1 + 10 * 3 + 1000 * 1.5, 2 + 100 * 1 + 10_000 * 1, 4 + 100 * 1 + 10_000 * 2], h);
    }

    [Fact]
    public void DirectedGraphSageLayer_NegativeSum_IsRectified()
    {
        var layout = new ParameterLayout();
        var layer = new DirectedGraphSageLayer(layout, "x", 1, 1, includeSelf: true);

        Assert.Equal([0, 0, 0], Run(layout, [-1, 0, 0, 0], (tape, set) => layer.Forward(tape, set, tape.Constant(Graph.Nodes), Graph.Outgoing, Graph.Incoming)));
    }

    private static double[] Run(ParameterLayout layout, double[] weights, Func<Tape<double>, ParameterSet<double>, Variable<double>> forward)
    {
        var tape = new Tape<double>();
        return forward(tape, new ParameterSet<double>(tape, layout, weights, Memory<double>.Empty)).Value.Span.ToArray();
    }
}
