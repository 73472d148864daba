using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

/// <summary>Operations that single layers need.</summary>
public sealed class LayerOperationTests
{
    // Squared error against fixed numbers makes one number of any result, with a different slope at each element.
    private static Variable<double> Reduce(Tape<double> tape, Variable<double> y) => tape.SumSquaredError(y, GradientCheck.Random(y.Value.Rows, y.Value.Columns, 99));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 9)]
    public void DotHeads_Gradient_EqualsCentralDifference(int heads, int k) => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Add(tape.DotHeads(x[0], x[1]), tape.DotHeads(x[0], x[1]))), GradientCheck.Random(5, heads * k, 1), GradientCheck.Random(heads, k, 2));

    [Fact]
    public void MixHeads_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Add(tape.MixHeads(x[0], x[1], 0), tape.MixHeads(x[0], x[1], 2))), GradientCheck.Random(5, 6, 1), GradientCheck.Random(3, 2, 2));

    [Fact]
    public void AddScaled_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.AddScaled(x[0], x[1], x[2])), GradientCheck.Random(5, 4, 1), GradientCheck.Random(5, 4, 2), GradientCheck.Random(1, 1, 3));

    [Fact]
    public void MaxElements_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.MaxElements(x[0], x[1])), GradientCheck.Random(5, 5, 1), GradientCheck.Random(5, 5, 2));

    [Fact]
    public void MaxElements_Equal_FirstGetsTheGradient()
    {
        var (first, second) = (new Tensor<double>(1, 5), new Tensor<double>(1, 5));
        var tape = new Tape<double>();
        var ones = new Tensor<double>(1, 5, new double[] { 1, 1, 1, 1, 1 });

        tape.Backward(tape.Sum(tape.MaxElements(tape.Parameter(ones, first), tape.Parameter(ones, second))));

        Assert.Equal(ones.Span.ToArray(), first.Span.ToArray());
        Assert.Equal(new double[5], second.Span.ToArray());
    }

    [Fact]
    public void NormaliseRows_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.NormaliseRows(x[0])), GradientCheck.Random(5, 4, 1));

    [Fact]
    public void NormaliseRows_ZeroRow_StaysZeroWithoutGradient()
    {
        var gradient = new Tensor<double>(2, 2);
        var tape = new Tape<double>();

        var y = tape.NormaliseRows(tape.Parameter(new Tensor<double>(2, 2, new double[] { 0, 0, 0, 4 }), gradient));
        tape.Backward(tape.Sum(y));

        Assert.Equal([0, 0, 0, 1], y.Value.Span.ToArray());
        Assert.Equal([0, 0], gradient.Row(0).ToArray());
    }

    [Fact]
    public void Recur_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Recur(x[0], x[1], tape.Recur(x[0], x[1], x[2]))), GradientCheck.Random(5, 9, 1), GradientCheck.Random(5, 9, 2), GradientCheck.Random(5, 3, 3));

    [Fact]
    public void ShapesThatDoNotFit_Throw()
    {
        var tape = new Tape<double>();
        Variable<double> Some(int rows, int columns) => tape.Constant(GradientCheck.Random(rows, columns, 1));

        Assert.Throws<ArgumentException>(() => tape.DotHeads(Some(5, 4), Some(2, 3)));
        Assert.Throws<ArgumentException>(() => tape.MixHeads(Some(5, 4), Some(1, 3), 0));
        Assert.Throws<ArgumentException>(() => tape.MixHeads(Some(5, 4), Some(1, 2), 1));
        Assert.Throws<ArgumentException>(() => tape.AddScaled(Some(5, 4), Some(5, 4), Some(1, 2)));
        Assert.Throws<ArgumentException>(() => tape.MaxElements(Some(5, 4), Some(4, 4)));
        Assert.Throws<ArgumentException>(() => tape.Recur(Some(5, 6), Some(5, 6), Some(5, 3)));
    }

    [Fact]
    public void WarmPass_AllocatesNothing()
    {
        var heads = new Tensor<float>(2, 4, Patterns.Numbers(8, 1));
        var state = new Tensor<float>(30, 3, Patterns.Numbers(90, 2));
        WarmPass.AllocatesNothing(30, 9, (tape, x) =>
        {
            var h = tape.Constant(state);
            var next = tape.Recur(x, x, tape.NormaliseRows(tape.MaxElements(h, h)));
            return tape.Sum(tape.AddScaled(next, h, tape.Sum(next)));
        });
        WarmPass.AllocatesNothing(30, 8, (tape, x) =>
            tape.Sum(tape.DotHeads(x, tape.Constant(heads))));
    }
}
