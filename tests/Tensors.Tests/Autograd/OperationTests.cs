using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class OperationTests
{
    private static readonly Tensor<double> Target = GradientCheck.Random(5, 4, 99);

    // Squared error against fixed numbers makes one number of any [5, 4] result, with a different slope at each element.
    private static Variable<double> Reduce(Tape<double> tape, Variable<double> y) => tape.SumSquaredError(y, Target);

    [Fact]
    public void Multiply_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Multiply(x[0], x[1])), GradientCheck.Random(5, 3, 1), GradientCheck.Random(3, 4, 2));

    [Fact]
    public void Add_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Add(x[0], x[1])), GradientCheck.Random(5, 4, 1), GradientCheck.Random(5, 4, 2));

    [Fact]
    public void Add_SameVariableTwice_CountsBoth() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Add(x[0], x[0])), GradientCheck.Random(5, 4, 1));

    [Fact]
    public void AddRow_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.AddRow(x[0], x[1])), GradientCheck.Random(5, 4, 1), GradientCheck.Random(1, 4, 2));

    [Fact]
    public void Rectify_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Rectify(x[0])), GradientCheck.Random(5, 4, 1));

    [Fact]
    public void JoinColumns_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.JoinColumns(x[0], x[1], x[0])), GradientCheck.Random(5, 1, 1), GradientCheck.Random(5, 2, 2));

    [Fact]
    public void Gather_RepeatedRows_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.Gather(x[0], new[] { 2, 0, 2, 2, 1 })), GradientCheck.Random(3, 4, 1));

    [Fact]
    public void AverageNeighbours_NodesWithNoneOneAndMany_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Reduce(tape, tape.AverageNeighbours(x[0], Adjacency.Group(5, [0, 0, 0, 1, 3, 3], [1, 2, 2, 0, 4, 3], skipSelf: false))),
        GradientCheck.Random(5, 4, 1));

    [Fact]
    public void CrossEntropy_WeightsAndSkippedRows_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => tape.CrossEntropy(x[0], new[] { 3, 0, -1, 1, 1 }, new[] { 0.5, 2.0, 1.0, 3.0 }), GradientCheck.Random(5, 4, 1));

    [Fact]
    public void SumSquaredError_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => tape.SumSquaredError(x[0], Target), GradientCheck.Random(5, 4, 1));

    [Fact]
    public void CrossEntropy_ByHand_IsTheNegativeLogProbability()
    {
        var tape = new Tape<double>();

        var loss = tape.CrossEntropy(tape.Constant(new Tensor<double>(1, 2, new[] { 0.0, Math.Log(3) })), new[] { 1 }, new[] { 1.0, 2.0 });

        Assert.Equal(-2 * Math.Log(0.75), loss.Value.Span[0], 12);
    }

    [Fact]
    public void Softmax_HugeValues_StaysFinite()
    {
        var probabilities = new float[3];

        SoftmaxCrossEntropy.Softmax<float>([1e30f, 1e30f, -1e30f], probabilities);

        Assert.Equal([0.5f, 0.5f, 0f], probabilities);
    }

    [Fact]
    public void Backward_ConstantsOnly_ComputesNothing()
    {
        var tape = new Tape<double>();
        var x = tape.Constant(GradientCheck.Random(5, 4, 1));

        tape.Backward(Reduce(tape, tape.Rectify(x)));

        Assert.Null(x.Gradient);
    }

    [Fact]
    public void Reset_SecondPass_GivesTheSameBits()
    {
        var tape = new Tape<float>();
        var weights = new Tensor<float>(3, 4, new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 });
        float[] Pass()
        {
            tape.Reset();
            var gradient = new Tensor<float>(3, 4);
            var x = tape.Constant(new Tensor<float>(2, 3, new float[] { 1, -1, 0.5f, 2, 0, 1 }));
            tape.Backward(tape.CrossEntropy(tape.Rectify(tape.Multiply(x, tape.Parameter(weights, gradient))), new[] { 1, 3 }, new[] { 1f, 1, 1, 1 }));
            return gradient.Span.ToArray();
        }

        var first = Pass();

        Assert.Equal(first, Pass());
    }
}
