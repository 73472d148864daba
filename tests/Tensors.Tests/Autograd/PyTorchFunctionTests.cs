using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Tests.Fixtures;

namespace NetMl.Tensors.Tests.Autograd;

/// <summary>Values and gradients as PyTorch gives them.</summary>
public sealed class PyTorchFunctionTests
{
    private const int N = 5;
    private const int M = 4;

    // The answers have 12 decimals.
    private const double Tolerance = 1e-10;
    private static readonly int[] Classes = [3, 0, -1, 1, 1];
    private static readonly int[] Alike = [1, 0, 0, 1, 0];
    private static readonly double[] ClassWeights = [0.5, 2, 1, 3];

    private delegate Variable<double> Function(Tape<double> tape, Variable<double>[] inputs);

    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["cross entropy"] = (tape, x) => tape.CrossEntropy(x[0], Classes, ClassWeights),
        ["focal"] = (tape, x) => tape.FocalLoss(x[0], Classes, ClassWeights, 2),
        ["huber"] = (tape, x) => tape.Huber(x[0], x[1].Value, 0.7),
        ["binary cross entropy"] = (tape, x) => tape.BinaryCrossEntropy(x[0], x[1].Value, 2.5),
        ["contrastive"] = (tape, x) => tape.Contrastive(x[0], x[1], 0.3),
        ["margin contrastive"] = (tape, x) => tape.MarginContrastive(x[0], x[1], Alike, 2.5),
        ["layer norm"] = (tape, x) => tape.LayerNorm(x[0], x[1], x[2], 1e-3),
        ["batch norm"] = (tape, x) => tape.BatchNorm(x[0], x[1], x[2], new RunningMoments<double>(M), 1e-3),
        ["elu"] = (tape, x) => tape.Elu(x[0], 1.5),
        ["leaky rectifier"] = (tape, x) => tape.LeakyRectify(x[0], 0.2),
        ["gelu"] = (tape, x) => tape.Gelu(x[0]),
        ["softmax"] = (tape, x) => tape.Softmax(x[0]),
        ["log softmax"] = (tape, x) => tape.LogSoftmax(x[0]),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndGradient_RandomInputs_AreThoseOfPyTorch(string name)
    {
        var answer = PyTorchAnswers.Get("functions", name);
        var inputs = answer.GetProperty("inputs").EnumerateArray().Select(x => Matrix(x.Numbers())).ToArray();
        var gradients = inputs.Select(x => new Tensor<double>(x.Rows, x.Columns)).ToArray();
        var tape = new Tape<double>();
        tape.Reset(Pass.Training(1, 1));

        var y = Functions[name](tape, [.. inputs.Select((x, i) => tape.Parameter(x, gradients[i]))]);
        var weights = tape.Constant(new Tensor<double>(y.Value.Rows, y.Value.Columns, answer.GetProperty("weights").Numbers()));
        tape.Backward(tape.Sum(tape.MultiplyElements(y, weights)));

        AssertClose(answer.GetProperty("value").Numbers(), y.Value.Span);
        var expected = answer.GetProperty("gradients").EnumerateArray().Select(PyTorchAnswers.Numbers).ToArray();
        for (var i = 0; i < expected.Length; i++)
            if (expected[i].Length > 0)
                AssertClose(expected[i], gradients[i].Span);
    }

    [Fact]
    public void RunningMoments_TwoBatches_AreThoseOfPyTorch()
    {
        var answer = PyTorchAnswers.Get("runningMoments");
        var moments = new RunningMoments<double>(M);
        var tape = new Tape<double>();
        var one = new Tensor<double>(1, M, new double[] { 1, 1, 1, 1 });

        foreach (var batch in answer.GetProperty("batches").EnumerateArray())
        {
            tape.Reset(Pass.Training(1, 1));
            tape.BatchNorm(tape.Constant(Matrix(batch.Numbers())), tape.Constant(one), tape.Constant(one), moments, 1e-5);
        }

        AssertClose(answer.GetProperty("mean").Numbers(), moments.Mean);
        AssertClose(answer.GetProperty("variance").Numbers(), moments.Variance);
    }

    private static Tensor<double> Matrix(double[] values) => values.Length == M ? new Tensor<double>(1, M, values) : new Tensor<double>(N, M, values);

    private static void AssertClose(double[] expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], Tolerance);
    }
}
