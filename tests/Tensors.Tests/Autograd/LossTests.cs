using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class LossTests
{
    private static readonly int[] Classes = [3, 0, -1, 1, 1];
    private static readonly int[] Alike = [1, 0, 0, -1, 0];
    private static readonly double[] Weights = [0.5, 2, 1, 3];
    private static readonly Tensor<double> Targets = GradientCheck.Random(5, 4, 99);
    private static readonly Tensor<double> Chances = new(5, 4, Targets.Span.ToArray().Select(t => (t + 1) / 2).ToArray());

    private delegate Variable<double> Function(Tape<double> tape, Variable<double> a, Variable<double> b);

    private static readonly Dictionary<string, Function> Functions = new()
    {
        ["cross entropy"] = (tape, a, _) => tape.CrossEntropy(a, Classes, Weights),
        ["focal, gamma 2"] = (tape, a, _) => tape.FocalLoss(a, Classes, Weights, 2),
        ["focal, gamma 1/2"] = (tape, a, _) => tape.FocalLoss(a, Classes, Weights, 0.5),
        ["squared error"] = (tape, a, _) => tape.SumSquaredError(a, Targets),
        ["huber"] = (tape, a, _) => tape.Huber(a, Targets, 0.4),
        ["binary cross entropy"] = (tape, a, _) => tape.BinaryCrossEntropy(tape.Scale(a, 3), Chances, 2.5),
        ["contrastive"] = (tape, a, b) => tape.Contrastive(a, b, 0.3),
        ["contrastive with itself"] = (tape, a, _) => tape.Contrastive(a, a, 0.3),
        ["margin contrastive"] = (tape, a, b) => tape.MarginContrastive(a, b, Alike, 1.3),
        ["normalise rows"] = (tape, a, _) => tape.SumSquaredError(tape.NormaliseRows(a), Targets),
        ["multiply transposed"] = (tape, a, b) => tape.Huber(tape.MultiplyTransposed(tape.TakeRows(b, 3), a), GradientCheck.Random(3, 5, 7), 0.4),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_ReadOnce_EqualsCentralDifference(string name) =>
        GradientCheck.Run((tape, x) => Functions[name](tape, x[0], x[1]), GradientCheck.Random(5, 4, 1), GradientCheck.Random(5, 4, 2));

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_ReadTwice_EqualsCentralDifference(string name) => GradientCheck.Run(
        (tape, x) => tape.Add(tape.Scale(Functions[name](tape, x[0], x[1]), 2), tape.SumSquaredError(tape.Add(x[0], x[1]), Targets)),
        GradientCheck.Random(5, 4, 1), GradientCheck.Random(5, 4, 2));

    [Fact]
    public void CrossEntropy_SkippedRows_HaveNoGradient()
    {
        var gradient = new Tensor<double>(5, 4);
        var tape = new Tape<double>();
        var x = tape.Scale(tape.Parameter(GradientCheck.Random(5, 4, 1), gradient), 1);

        tape.Backward(tape.CrossEntropy(x, new[] { -1, 2, -1, -1, -1 }, Weights));

        Assert.All(new[] { 0, 2, 3, 4 }, row => Assert.All(gradient.Row(row).ToArray(), value => Assert.Equal(0, value)));
        Assert.DoesNotContain(0.0, gradient.Row(1).ToArray());
    }

    [Fact]
    public void HuberAndBinaryCrossEntropy_AllLengths_EqualFormula()
    {
        for (var length = 0; length <= 257; length++)
        {
            var (x, zeros) = (GradientCheck.Random(1, length, length), new Tensor<double>(1, length));
            var tape = new Tape<double>();

            var huber = tape.Huber(tape.Constant(x), zeros, 0.4).Value.Span[0];
            var entropy = tape.BinaryCrossEntropy(tape.Constant(x), zeros, 3).Value.Span[0];

            Assert.Equal(x.Span.ToArray().Sum(e => Math.Abs(e) <= 0.4 ? e * e / 2 : 0.4 * (Math.Abs(e) - 0.2)), huber, 10);
            Assert.Equal(x.Span.ToArray().Sum(v => Math.Log(1 + Math.Exp(v))), entropy, 10);
        }
    }

    [Fact]
    public void BinaryCrossEntropy_HugeLogits_StaysFinite()
    {
        var tape = new Tape<float>();
        var x = tape.Constant(new Tensor<float>(1, 3, new[] { 1e4f, -1e4f, 0 }));

        var loss = tape.BinaryCrossEntropy(x, new Tensor<float>(1, 3, new[] { 0f, 1, 1 }), 1f);

        Assert.Equal(2e4f + MathF.Log(2), loss.Value.Span[0], 0.01f);
    }

    [Fact]
    public void FocalLoss_RowThatIsRight_CostsNothing()
    {
        var gradient = new Tensor<float>(1, 2);
        var tape = new Tape<float>();

        var loss = tape.FocalLoss(tape.Parameter(new Tensor<float>(1, 2, new[] { 200f, -200f }), gradient), new[] { 0 }, new[] { 1f, 1 }, 0.5f);
        tape.Backward(loss);

        Assert.Equal(0, loss.Value.Span[0]);
        Assert.Equal([0f, 0f], gradient.Span);
    }

    // By hand: alike at distance 5 costs 25/2; others at distance 5 with margin 7 cost (7 - 5)²/2.
    [Fact]
    public void MarginContrastive_ByHand_IsHalfTheSquares()
    {
        var tape = new Tape<double>();
        var a = tape.Constant(new Tensor<double>(2, 2, new double[] { 3, 4, 3, 4 }));
        var b = tape.Constant(new Tensor<double>(2, 2));

        Assert.Equal(12.5 + 2, tape.MarginContrastive(a, b, new[] { 1, 0 }, 7).Value.Span[0], 12);
    }

    [Fact]
    public void Losses_WrongInputs_Throw()
    {
        var tape = new Tape<double>();
        var x = tape.Constant(new Tensor<double>(5, 4));
        var other = tape.Constant(new Tensor<double>(4, 5));

        Assert.Throws<ArgumentException>(() => tape.CrossEntropy(x, new int[4], Weights));
        Assert.Throws<ArgumentException>(() => tape.CrossEntropy(x, new[] { 0, 0, 4, 0, 0 }, Weights));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.FocalLoss(x, Classes, Weights, -1));
        Assert.Throws<ArgumentException>(() => tape.Huber(x, other.Value, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Huber(x, Targets, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.BinaryCrossEntropy(x, Chances, 0));
        Assert.Throws<ArgumentException>(() => tape.Contrastive(x, other, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => tape.Contrastive(x, x, 0));
        Assert.Throws<ArgumentException>(() => tape.MarginContrastive(x, x, new int[3], 1));
        Assert.Throws<ArgumentException>(() => tape.MultiplyTransposed(x, other));
    }

    [Fact]
    public void Losses_SeveralChunks_SameBitsForAnyTeam()
    {
        using var team = new WorkTeam(3);

        Assert.Equal(Gradient(WorkTeam.Alone), Gradient(team));
    }

    [Fact]
    public void Pass_Warm_AllocatesNothing() => WarmPass.AllocatesNothing(Rows, Columns, Losses);

    private const int Rows = 300;
    private const int Columns = 70;
    private static readonly int[] ManyClasses = [.. Enumerable.Range(0, Rows).Select(i => i % 9 - 1)];
    private static readonly int[] ManyAlike = [.. Enumerable.Range(0, Rows).Select(i => i % 3 - 1)];
    private static readonly float[] ManyWeights = [.. Enumerable.Repeat(1f, Columns)];
    private static readonly Tensor<float> Zeros = new(Rows, Columns);

    private static Variable<float> Losses(Tape<float> tape, Variable<float> x)
    {
        var other = tape.Sigmoid(x);
        var loss = tape.Add(tape.CrossEntropy(x, ManyClasses, ManyWeights), tape.FocalLoss(x, ManyClasses, ManyWeights, 2f));
        loss = tape.Add(loss, tape.Add(tape.Huber(x, Zeros, 0.4f), tape.BinaryCrossEntropy(x, Zeros, 2f)));
        return tape.Add(loss, tape.Add(tape.MarginContrastive(x, other, ManyAlike, 1f), tape.Contrastive(x, other, 0.3f)));
    }

    private static float[] Gradient(WorkTeam team)
    {
        var tape = new Tape<float>(team);
        var random = new Random(3);
        var value = new Tensor<float>(Rows, Columns, Enumerable.Range(0, Rows * Columns).Select(_ => (float)random.NextDouble() - 0.5f).ToArray());
        var gradient = new Tensor<float>(Rows, Columns);
        tape.Backward(Losses(tape, tape.Parameter(value, gradient)));
        return gradient.Span.ToArray();
    }
}
