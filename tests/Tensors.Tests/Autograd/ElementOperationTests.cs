using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class ElementOperationTests
{
    private const int N = 5;

    private delegate Variable<double> Function(Tape<double> tape, Variable<double>[] inputs);

    // The inputs are x [n, m], another [n, m], a row [1, m], another row [1, m], a column [n, 1].
    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["subtract"] = (tape, x) => tape.Subtract(x[0], x[1]),
        ["subtract from itself"] = (tape, x) => tape.Subtract(tape.Scale(x[0], 3), x[0]),
        ["multiply elements"] = (tape, x) => tape.MultiplyElements(x[0], x[1]),
        ["square"] = (tape, x) => tape.MultiplyElements(x[0], x[0]),
        ["multiply row"] = (tape, x) => tape.MultiplyRow(x[0], x[2]),
        ["add column"] = (tape, x) => tape.AddColumn(x[0], x[4]),
        ["multiply column"] = (tape, x) => tape.MultiplyColumn(x[0], x[4]),
        ["sum"] = (tape, x) => tape.AddColumn(x[0], tape.Multiply(x[4], tape.Sum(x[0]))),
        ["mean rows"] = (tape, x) => tape.AddRow(x[0], tape.MeanRows(x[0])),
        ["take rows"] = (tape, x) => tape.AddRow(x[0], tape.TakeRows(x[0], 1)),
        ["sigmoid"] = (tape, x) => tape.Sigmoid(x[0]),
        ["tanh"] = (tape, x) => tape.Tanh(x[0]),
        ["gelu"] = (tape, x) => tape.Gelu(x[0]),
        ["layer norm"] = (tape, x) => tape.LayerNorm(x[0], x[2], x[3], 1e-3),
        ["batch norm in training"] = (tape, x) => InTraining(tape).BatchNorm(x[0], x[2], x[3], new RunningMoments<double>(x[0].Value.Columns), 1e-3),
        ["batch norm in answers"] = (tape, x) => tape.BatchNorm(x[0], x[2], x[3], Followed(x[0].Value.Columns), 1e-3),
    };

    public static TheoryData<string, int> NamesAndWidths()
    {
        var cases = new TheoryData<string, int>();
        foreach (var name in Functions.Keys)
            foreach (var width in new[] { 1, 4, 11, 19 })
                cases.Add(name, width);
        return cases;
    }

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void Gradient_ReadOnce_EqualsCentralDifference(string name, int m) => GradientCheck.Run(
        (tape, x) => tape.SumSquaredError(Functions[name](tape, x), Target(m)), Inputs(m));

    // All inputs are read again afterwards, so that the operation adds to gradients that are there.
    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void Gradient_ReadTwice_EqualsCentralDifference(string name, int m) => GradientCheck.Run(
        (tape, x) =>
        {
            var y = Functions[name](tape, x);
            var again = tape.AddColumn(tape.AddRow(tape.AddRow(tape.Add(x[0], x[1]), x[2]), x[3]), x[4]);
            return tape.SumSquaredError(tape.Add(y, again), Target(m));
        },
        Inputs(m));

    [Fact]
    public void Operations_ByHand_GiveTheFormula()
    {
        var tape = new Tape<double>();
        var x = tape.Constant(new Tensor<double>(2, 2, new double[] { 1, 2, 3, 5 }));
        var column = tape.Constant(new Tensor<double>(2, 1, new double[] { 10, 100 }));
        var row = tape.Constant(new Tensor<double>(1, 2, new double[] { -1, 2 }));

        Assert.Equal([11, 12, 103, 105], tape.AddColumn(x, column).Value.Span);
        Assert.Equal([10, 20, 300, 500], tape.MultiplyColumn(x, column).Value.Span);
        Assert.Equal([-1, 4, -3, 10], tape.MultiplyRow(x, row).Value.Span);
        Assert.Equal([1, 4, 9, 25], tape.MultiplyElements(x, x).Value.Span);
        Assert.Equal([11], tape.Sum(x).Value.Span);
        Assert.Equal([2, 3.5], tape.MeanRows(x).Value.Span);
        Assert.Equal([1, 2], tape.TakeRows(x, 1).Value.Span);
    }

    [Fact]
    public void Operations_WrongShapes_Throw()
    {
        var tape = new Tape<double>();
        var x = tape.Constant(new Tensor<double>(3, 2));
        var other = tape.Constant(new Tensor<double>(2, 3));

        Assert.Throws<ArgumentException>(() => tape.Subtract(x, other));
        Assert.Throws<ArgumentException>(() => tape.MultiplyElements(x, other));
        Assert.Throws<ArgumentException>(() => tape.MultiplyRow(x, other));
        Assert.Throws<ArgumentException>(() => tape.AddColumn(x, other));
        Assert.Throws<ArgumentException>(() => tape.MultiplyColumn(x, other));
        Assert.Throws<ArgumentException>(() => tape.MeanRows(tape.Constant(new Tensor<double>(0, 2))));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.TakeRows(x, 4));
        Assert.Throws<ArgumentException>(() => tape.LayerNorm(x, other, other, 1e-5));
        Assert.Throws<ArgumentException>(() => tape.BatchNorm(x, tape.TakeRows(x, 1), tape.TakeRows(x, 1), new RunningMoments<double>(3), 1e-5));
    }

    [Fact]
    public void Pass_Warm_AllocatesNothing()
    {
        var moments = new RunningMoments<float>(70);
        var target = new Tensor<float>(300, 70);
        WarmPass.AllocatesNothing(300, 70, (tape, x) =>
        {
            var row = tape.MeanRows(x);
            var y = tape.LayerNorm(tape.BatchNorm(tape.MultiplyRow(x, row), row, row, moments, 1e-5f), row, row, 1e-5f);
            y = tape.Gelu(tape.Tanh(tape.Sigmoid(tape.Subtract(tape.MultiplyElements(y, x), x))));
            return tape.Add(tape.SumSquaredError(y, target), tape.Sum(tape.TakeRows(y, 7)));
        });
    }

    private static Tensor<double> Target(int m) => GradientCheck.Random(N, m, 99);

    private static Tensor<double>[] Inputs(int m) =>
        [GradientCheck.Random(N, m, 1), GradientCheck.Random(N, m, 2), GradientCheck.Random(1, m, 3), GradientCheck.Random(1, m, 4), GradientCheck.Random(N, 1, 5)];

    private static Tape<double> InTraining(Tape<double> tape)
    {
        tape.Reset(Pass.Training(1, 1));
        return tape;
    }

    private static RunningMoments<double> Followed(int m)
    {
        var moments = new RunningMoments<double>(m);
        GradientCheck.Random(1, m, 6).Span.CopyTo(moments.Mean);
        for (var j = 0; j < m; j++)
            moments.Variance[j] = 0.5 + j;
        return moments;
    }
}
