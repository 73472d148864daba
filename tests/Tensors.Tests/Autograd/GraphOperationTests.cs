using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class GraphOperationTests
{
    // Row 0 hears nobody, row 1 hears 3 twice and itself:  five rows, four sources, seven entries.
    private static readonly Adjacency Graph = Adjacency.Group(5, 4, [1, 1, 1, 2, 3, 3, 4], [3, 1, 3, 0, 0, 2, 3], skipSelf: false);

    // Squared error against fixed numbers makes one number of any result, with a different slope at each element.
    private static Variable<double> Reduce(Tape<double> tape, Variable<double> y) => tape.SumSquaredError(y, GradientCheck.Random(y.Value.Rows, y.Value.Columns, 99));

    [Fact]
    public void SumNeighbours_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.SumNeighbours(x[0], Graph)), GradientCheck.Random(4, 3, 1));

    [Fact]
    public void AverageNeighbours_SourceUsedTwice_AddsBothGradients() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Add(tape.AverageNeighbours(x[0], Graph), tape.SumNeighbours(x[0], Graph))), GradientCheck.Random(4, 3, 1));

    [Fact]
    public void MaxNeighbours_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Add(tape.MaxNeighbours(x[0], Graph), tape.MaxNeighbours(x[0], Graph))), GradientCheck.Random(4, 3, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void AttendScores_Gradient_EqualsCentralDifference(int heads) => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.AttendScores(x[0], x[1], Graph, 0.2)), GradientCheck.Random(4, heads, 1), GradientCheck.Random(5, heads, 2));

    [Fact]
    public void AttendJointly_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.AttendJointly(x[0], x[1], x[2], Graph, 0.2)), GradientCheck.Random(4, 10, 1), GradientCheck.Random(5, 10, 2), GradientCheck.Random(2, 5, 3));

    [Fact]
    public void AttendJointly_AttentionAloneNeedsGradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.AttendJointly(tape.Constant(GradientCheck.Random(4, 6, 1)), tape.Constant(GradientCheck.Random(5, 6, 2)), x[0], Graph, 0.2)), GradientCheck.Random(2, 3, 3));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void SoftmaxNeighbours_Gradient_EqualsCentralDifference(int heads) => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.SoftmaxNeighbours(x[0], Graph)), GradientCheck.Random(7, heads, 1));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    public void WeightedSum_Gradient_EqualsCentralDifference(int heads, int k) => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.SumNeighbours(x[0], x[1], Graph)), GradientCheck.Random(7, heads, 1), GradientCheck.Random(4, heads * k, 2));

    [Fact]
    public void MeanHeads_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.MeanHeads(x[0], 3)), GradientCheck.Random(5, 6, 1));

    [Fact]
    public void MeanHeads_ByHand_IsTheMean()
    {
        var tape = new Tape<double>();

        var mean = tape.MeanHeads(tape.Constant(new Tensor<double>(1, 4, new double[] { 1, 2, 3, 6 })), 2);

        Assert.Equal([2, 4], mean.Value.Span.ToArray());
    }

    [Fact]
    public void ShapesThatDoNotFit_Throw()
    {
        var tape = new Tape<double>();
        Variable<double> Some(int rows, int columns) => tape.Constant(GradientCheck.Random(rows, columns, 1));

        Assert.Throws<ArgumentException>(() => tape.SumNeighbours(Some(5, 2), Graph));
        Assert.Throws<ArgumentException>(() => tape.AverageNeighbours(Some(5, 2), Graph));
        Assert.Throws<ArgumentException>(() => tape.MaxNeighbours(Some(5, 2), Graph));
        Assert.Throws<ArgumentException>(() => tape.AttendScores(Some(5, 2), Some(5, 2), Graph, 0.2));
        Assert.Throws<ArgumentException>(() => tape.AttendJointly(Some(4, 4), Some(5, 4), Some(1, 3), Graph, 0.2));
        Assert.Throws<ArgumentException>(() => tape.SoftmaxNeighbours(Some(5, 2), Graph));
        Assert.Throws<ArgumentException>(() => tape.SumNeighbours(Some(7, 3), Some(4, 4), Graph));
        Assert.Throws<ArgumentException>(() => tape.MeanHeads(Some(4, 4), 3));
        Assert.Throws<ArgumentException>(() => tape.Gather(Some(4, 4), new[] { 4 }));
    }

    [Fact]
    public void WarmPass_AllocatesNothing()
    {
        var tape = new Tape<float>();
        var graph = Patterns.Random(30, 30, 100, 1);
        var x = Parameter(tape, 30, 16);
        var a = Parameter(tape, 4, 4);
        var heads = Parameter(tape, 30, 4);
        var (rows, target) = (Enumerable.Range(0, 30).ToArray(), new Tensor<float>(30, 4));
        void Pass()
        {
            tape.Reset();
            var scores = tape.AttendScores(heads, heads, graph, 0.2);
            var joint = tape.SoftmaxNeighbours(tape.Add(scores, tape.AttendJointly(x, x, a, graph, 0.2)), graph);
            var sums = tape.Add(tape.SumNeighbours(joint, x, graph), tape.MaxNeighbours(x, graph));
            sums = tape.Add(sums, tape.Add(tape.SumNeighbours(x, graph), tape.AverageNeighbours(x, graph)));
            tape.Backward(tape.SumSquaredError(tape.MeanHeads(tape.Gather(sums, rows), 4), target));
        }
        for (var warm = 0; warm < 3; warm++)
            Pass();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var pass = 0; pass < 20; pass++)
            Pass();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Variable<float> Parameter(Tape<float> tape, int rows, int columns) =>
        tape.Parameter(new Tensor<float>(rows, columns, Patterns.Numbers(rows * columns, columns)), new Tensor<float>(rows, columns));
}
