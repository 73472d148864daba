using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class JoiningTests
{
    private static readonly SparseMatrix<double> Sparse = new(
        Adjacency.Group(4, 3, [0, 0, 2, 3, 3], [1, 2, 0, 0, 2], skipSelf: false), [0.5, -1, 2, 1, 3]);

    [Fact]
    public void JoinRows_AlsoWithItself_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Squares(tape, tape.JoinRows(tape.JoinRows(x[0], x[1]), x[0])), GradientCheck.Random(2, 3, 1), GradientCheck.Random(4, 3, 2));

    [Fact]
    public void SumColumns_Gradient_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Squares(tape, tape.SumColumns(tape.Add(x[0], x[0]))), GradientCheck.Random(3, 5, 1));

    [Fact]
    public void Multiply_SparseByVariable_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Squares(tape, tape.Multiply(Sparse, x[0])), GradientCheck.Random(3, 4, 1));

    [Fact]
    public void Multiply_SparseWithDroppedEntries_EqualsCentralDifference() => GradientCheck.Run(
        (tape, x) => Squares(tape, tape.Multiply(Sparse, x[0], 0.5, new RandomStream(1, 2, 3))), GradientCheck.Random(3, 4, 1));

    [Fact]
    public void Multiply_DroppedEntries_KeepTheMeanAndDifferFromStepToStep()
    {
        var (tape, ones) = (new Tape<double>(), new Tensor<double>(3, 1, new double[] { 1, 1, 1 }));
        var (sum, answers) = (0.0, new HashSet<double>());
        for (var step = 0; step < 4000; step++)
        {
            tape.Reset(Pass.Training(1, step));
            var total = tape.Multiply(Sparse, tape.Constant(ones), dropout: 0.25).Value.Span.ToArray().Sum();
            sum += total / 4000;
            answers.Add(total);
        }

        // Σ of the entries is 5.5; six standard errors of the mean of 4000 draws.
        Assert.InRange(sum, 5.5 - 0.22, 5.5 + 0.22);
        Assert.True(answers.Count > 10);
    }

    [Fact]
    public void WarmPass_JoinedAndSummed_AllocatesNothing() => WarmPass.AllocatesNothing(
        6, 4, (tape, x) => tape.Sum(tape.SumColumns(tape.JoinRows(x, x))));

    [Fact]
    public void JoinRows_OtherWidths_Throws()
    {
        var tape = new Tape<double>();

        Assert.Throws<ArgumentException>(() => tape.JoinRows(tape.Constant(new Tensor<double>(1, 2)), tape.Constant(new Tensor<double>(1, 3))));
    }

    private static Variable<double> Squares(Tape<double> tape, Variable<double> x) => tape.SumSquaredError(x, new Tensor<double>(x.Value.Rows, x.Value.Columns));
}
