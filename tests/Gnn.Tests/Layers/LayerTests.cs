using System.Numerics;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>What every layer must do, on the small graph of <see cref="LayerCases"/>.</summary>
public sealed class LayerTests
{
    // Relative to numbers of about one.
    private const double FloatTolerance = 1e-4;
    private const double DoubleTolerance = 1e-7;
    private const double DifferenceTolerance = 1e-6;
    private const double Step = 1e-5;
    private const int Targets = 3;
    private const int Isolated = 7;

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void Double_ValuesAndGradients_ArePyTorchs(string name) => AssertGolden<double>(name, DoubleTolerance);

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void Float_ValuesAndGradients_ArePyTorchs(string name) => AssertGolden<float>(name, FloatTolerance);

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void Gradient_OfParametersAndInput_EqualsCentralDifference(string name)
    {
        var (layer, graph) = (new AnyLayer(name), SmallGraph<double>.Create());
        var run = new LayerRun<double>(layer, graph);
        run.Backward();

        foreach (var (values, gradient) in new[] { (run.Values, run.Gradient), (graph.X.Span.ToArray(), run.InputGradient.Span.ToArray()) })
            for (var i = 0; i < values.Length; i++)
            {
                double At(double shift)
                {
                    ref var value = ref values == run.Values ? ref run.Values[i] : ref graph.X.Span[i];
                    var kept = value;
                    value = kept + shift;
                    var loss = run.Loss();
                    value = kept;
                    return loss;
                }

                var difference = (At(Step) - At(-Step)) / (2 * Step);
                Assert.True(Math.Abs(difference - gradient[i]) <= DifferenceTolerance * Math.Max(1, Math.Abs(difference)), $"{i}: gradient {gradient[i]}, central difference {difference}");
            }
    }

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void Forward_RenumberedNodes_MovesTheRows(string name)
    {
        int[] order = [3, 7, 0, 6, 1, 5, 2, 4];
        var plain = new LayerRun<double>(new AnyLayer(name), SmallGraph<double>.Create()).Forward();
        var moved = new LayerRun<double>(new AnyLayer(name), SmallGraph<double>.Create(order)).Forward();

        for (var v = 0; v < order.Length; v++)
            AssertClose(plain.Row(v), moved.Row(order[v]), DoubleTolerance);
    }

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void Forward_ShuffledEdges_ChangesNothing(string name)
    {
        var plain = new LayerRun<double>(new AnyLayer(name), SmallGraph<double>.Create()).Forward();
        var shuffled = new LayerRun<double>(new AnyLayer(name), SmallGraph<double>.Create(shuffle: 3)).Forward();

        AssertClose(plain.Span, shuffled.Span, DoubleTolerance);
    }

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void ForwardAndBackward_IsolatedNode_StaysFinite(string name)
    {
        var run = new LayerRun<float>(new AnyLayer(name), SmallGraph<float>.Create());

        var y = run.Forward();
        run.Backward();

        Assert.All(y.Row(Isolated).ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(run.InputGradient.Row(Isolated).ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Theory, MemberData(nameof(AnyLayer.WithBlocks), MemberType = typeof(AnyLayer))]
    public void Forward_BlockOfTargets_GivesTheirRows(string name)
    {
        var graph = SmallGraph<double>.Create();
        var whole = new LayerRun<double>(new AnyLayer(name), graph).Forward();
        var block = new LayerRun<double>(new AnyLayer(name), graph.Block(Targets)).Forward();

        Assert.Equal(Targets, block.Rows);
        AssertClose(whole.Span[..block.Span.Length], block.Span, DoubleTolerance);
    }

    [Theory, MemberData(nameof(AnyLayer.WithSparseInput), MemberType = typeof(AnyLayer))]
    public void Forward_SparseFeatures_EqualsDense(string name)
    {
        var graph = SmallGraph<double>.Create();
        var all = Adjacency.Group(graph.X.Rows, graph.X.Columns, [.. Enumerable.Range(0, 40).Select(e => e / 5)], [.. Enumerable.Range(0, 40).Select(e => e % 5)], skipSelf: false);
        var run = new LayerRun<double>(new AnyLayer(name), graph);
        var dense = run.Forward();

        AssertClose(dense.Span, run.Forward(new SparseMatrix<double>(all, graph.X.Span.ToArray())).Span, DoubleTolerance);
    }

    [Theory, MemberData(nameof(AnyLayer.All), MemberType = typeof(AnyLayer))]
    public void WarmPass_AllocatesNothing(string name)
    {
        var run = new LayerRun<float>(new AnyLayer(name), SmallGraph<float>.Create());
        for (var pass = 0; pass < 3; pass++)
            run.Backward();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var pass = 0; pass < 10; pass++)
            run.Backward();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertGolden<T>(string name, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (layer, golden) = (new AnyLayer(name), LayerCases.Of(name));
        var run = new LayerRun<T>(layer, SmallGraph<T>.Create());

        var y = run.Forward();
        run.Backward();

        AssertClose(LayerRun<T>.Convert(golden.Output), y.Span, tolerance);
        AssertClose(LayerRun<T>.Convert(golden.InputGradient), run.InputGradient.Span, tolerance);
        Assert.Equal(golden.Parameters.Keys.Order(), layer.Layout.Slots.Select(slot => slot.Name).Order());
        foreach (var slot in layer.Layout.Slots)
            AssertClose(LayerRun<T>.Convert(golden.Gradients[slot.Name]), run.Gradient.AsSpan(slot.Offset, slot.Count), tolerance);
    }

    private static void AssertClose<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var (wanted, got) = (double.CreateChecked(expected[i]), double.CreateChecked(actual[i]));
            Assert.True(Math.Abs(wanted - got) <= tolerance * Math.Max(1, Math.Abs(wanted)), $"[{i}]: {wanted} and {got}");
        }
    }
}
