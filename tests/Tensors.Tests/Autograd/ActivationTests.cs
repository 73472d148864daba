using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class ActivationTests
{
    private const float FloatTolerance = 1e-6f;
    private delegate Variable<double> Function(Tape<double> tape, Variable<double> x);

    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["rectify"] = (tape, x) => tape.Rectify(x),
        ["leaky"] = (tape, x) => tape.LeakyRectify(x, 0.2),
        ["elu"] = (tape, x) => tape.Elu(x, 1.5),
        ["scale"] = (tape, x) => tape.Scale(x, -3),
        ["softmax"] = (tape, x) => tape.Softmax(x),
        ["log-softmax"] = (tape, x) => tape.LogSoftmax(x),
        ["dropout"] = (tape, x) => tape.Dropout(x, 0.5),
    };

    public static TheoryData<string, int> NamesAndWidths()
    {
        var cases = new TheoryData<string, int>();
        foreach (var name in Functions.Keys)
            foreach (var width in new[] { 1, 4, 11 })
                cases.Add(name, width);
        return cases;
    }

    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void Gradient_ReadOnce_EqualsCentralDifference(string name, int m) => GradientCheck.Run(
        (tape, x) => tape.SumSquaredError(InTraining(tape, Functions[name], x[0]), GradientCheck.Random(5, m, 99)), GradientCheck.Random(5, m, 1));

    // The second reader adds to the gradient that the first has written.
    [Theory]
    [MemberData(nameof(NamesAndWidths))]
    public void Gradient_ReadTwice_EqualsCentralDifference(string name, int m) => GradientCheck.Run(
        (tape, x) => tape.SumSquaredError(tape.Add(InTraining(tape, Functions[name], x[0]), x[0]), GradientCheck.Random(5, m, 99)), GradientCheck.Random(5, m, 1));

    [Fact]
    public void LeakyRectify_AllLengths_EqualsFormula()
    {
        for (var length = 0; length <= 257; length++)
            AssertEach(length, (tape, x) => tape.LeakyRectify(x, 0.25f), x => x > 0 ? x : 0.25f * x);
    }

    [Fact]
    public void Elu_AllLengths_EqualsFormula()
    {
        for (var length = 0; length <= 257; length++)
            AssertEach(length, (tape, x) => tape.Elu(x, 2f), x => x > 0 ? x : 2 * (MathF.Exp(x) - 1));
    }

    [Fact]
    public void Elu_HugeValues_StayFinite()
    {
        var tape = new Tape<float>();

        var y = tape.Elu(tape.Constant(new Tensor<float>(1, 2, new[] { 1e30f, -1e30f })), 1f);

        Assert.Equal([1e30f, -1f], y.Value.Span);
    }

    [Fact]
    public void Elu_LimitNotAboveZero_Throws()
    {
        var tape = new Tape<float>();
        var x = tape.Constant(new Tensor<float>(1, 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Elu(x, 0f));
    }

    [Fact]
    public void Dropout_PassForAnswersOrRateZero_IsTheInput()
    {
        var tape = new Tape<float>();
        var x = tape.Constant(new Tensor<float>(3, 3));

        Assert.Same(x, tape.Dropout(x, 0.5));
        tape.Reset(Pass.Training(1, 1));
        Assert.Same(x, tape.Dropout(x, 0));
    }

    [Fact]
    public void Dropout_TwoInOnePass_DropDifferently()
    {
        var tape = new Tape<float>();
        tape.Reset(Pass.Training(1, 1));
        var x = tape.Constant(new Tensor<float>(1, 64, Enumerable.Repeat(1f, 64).ToArray()));

        Assert.NotEqual(tape.Dropout(x, 0.5).Value.Span.ToArray(), tape.Dropout(x, 0.5).Value.Span.ToArray());
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(1)]
    public void Dropout_RateOutOfRange_Throws(double rate)
    {
        var tape = new Tape<float>();
        var x = tape.Constant(new Tensor<float>(1, 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Dropout(x, rate));
    }

    [Fact]
    public void Pass_SeveralChunks_SameBitsForAnyTeam()
    {
        using var team = new WorkTeam(3);

        Assert.Equal(Gradient(WorkTeam.Alone), Gradient(team));
    }

    [Fact]
    public void Pass_Warm_AllocatesNothing() => WarmPass.AllocatesNothing(300, 70, (tape, x) => Chain(tape, x, Zeros));

    private static readonly Tensor<float> Zeros = new(300, 70);

    private static Variable<float> Chain(Tape<float> tape, Variable<float> x, Tensor<float> target)
    {
        var y = tape.Elu(tape.LeakyRectify(tape.Dropout(tape.Rectify(tape.Add(x, x)), 0.3), 0.2f), 1f);
        return tape.SumSquaredError(tape.Softmax(tape.LogSoftmax(tape.Scale(y, 2f))), target);
    }

    private static float[] Gradient(WorkTeam team)
    {
        var tape = new Tape<float>(team);
        tape.Reset(Pass.Training(1, 2));
        var random = new Random(3);
        var value = new Tensor<float>(300, 70, Enumerable.Range(0, 21_000).Select(_ => (float)random.NextDouble() - 0.5f).ToArray());
        var gradient = new Tensor<float>(300, 70);
        tape.Backward(Chain(tape, tape.Parameter(value, gradient), Zeros));
        return gradient.Span.ToArray();
    }

    private static Variable<double> InTraining(Tape<double> tape, Function function, Variable<double> x)
    {
        tape.Reset(Pass.Training(5, 6));
        return function(tape, x);
    }

    private static void AssertEach(int length, Func<Tape<float>, Variable<float>, Variable<float>> function, Func<float, float> formula)
    {
        var tape = new Tape<float>();
        var random = new Random(length);
        var x = Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() * 4 - 2).ToArray();

        var y = function(tape, tape.Constant(new Tensor<float>(1, length, x))).Value.Span;

        for (var i = 0; i < length; i++)
            Assert.Equal(formula(x[i]), y[i], FloatTolerance);
    }
}
