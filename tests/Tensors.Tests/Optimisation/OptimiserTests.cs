using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Tests.Fixtures;

namespace NetMl.Tensors.Tests.Optimisation;

public sealed class OptimiserTests
{
    private const float Decay = 0.01f;
    private const float Rate = 0.1f;

    // Relative to values of size 1, after four steps in float.
    private const double Tolerance = 2e-6;

    private static readonly Dictionary<string, IOptimiser> Optimisers = new()
    {
        ["sgd"] = new Sgd(),
        ["momentum"] = new Sgd(0.9f),
        ["nesterov"] = new Sgd(0.9f, isNesterov: true),
        ["adam"] = new Adam(),
        ["adamw"] = new AdamW(),
        ["adagrad"] = new Adagrad(),
        ["lamb"] = new Lamb(),
    };

    public static TheoryData<string> Names => [.. Optimisers.Keys];

    public static TheoryData<string> NamesByElement => [.. Optimisers.Keys.Where(name => name != "lamb")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_FourGradients_FollowsPyTorch(string name)
    {
        var answer = PyTorchAnswers.Get("optimisers");
        var x = answer.GetProperty("start").Floats();
        var (first, second) = (new float[x.Length], new float[x.Length]);
        var path = answer.GetProperty("paths").GetProperty(name).EnumerateArray().Select(PyTorchAnswers.Numbers).ToArray();

        var step = 0;
        foreach (var gradient in answer.GetProperty("gradients").EnumerateArray())
        {
            Optimisers[name].Step(new OptimiserStep(step, Rate, Decay), gradient.Floats(), x, first, second);
            for (var i = 0; i < x.Length; i++)
                Assert.Equal(path[step][i], x[i], Tolerance);
            step++;
        }

        Assert.Equal(4, step);
    }

    // Parameters repeat with period 3, so each has to end where its like in the first three does: in any vector and in the rest.
    [Theory]
    [MemberData(nameof(NamesByElement))]
    public void Step_AllLengths_SameBitsWhereverAnElementStands(string name)
    {
        var three = Walk(Optimisers[name], 3);

        for (var length = 0; length <= 257; length++)
            Assert.Equal(Enumerable.Range(0, length).Select(i => three[i % 3]), Walk(Optimisers[name], length));
    }

    // The first step of any direction r has the length rate · ‖x‖.
    [Fact]
    public void Lamb_AllLengths_StepIsARateOfTheSlotsLength()
    {
        for (var length = 1; length <= 257; length++)
        {
            var x = Enumerable.Range(0, length).Select(i => 1f + i % 5).ToArray();
            var before = x.ToArray();
            new Lamb().Step(new OptimiserStep(0, Rate), Enumerable.Range(0, length).Select(i => i % 2 - 0.5f).ToArray(), x, new float[length], new float[length]);

            var moved = Math.Sqrt(x.Select((v, i) => (double)(v - before[i]) * (v - before[i])).Sum());
            Assert.Equal(Rate * Math.Sqrt(before.Sum(v => (double)v * v)), moved, 1e-4 * moved);
        }
    }

    [Fact]
    public void Lamb_ParametersAtZero_StillMove()
    {
        var x = new float[3];

        new Lamb().Step(new OptimiserStep(0, Rate), [1, 1, 1], x, new float[3], new float[3]);

        Assert.All(x, value => Assert.Equal(-Rate, value, 1e-5f));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_LengthsDiffer_Throws(string name) => Assert.Throws<ArgumentException>(
        () => Optimisers[name].Step(new OptimiserStep(0, Rate), new float[3], new float[4], new float[4], new float[4]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_Warm_AllocatesNothing(string name)
    {
        var (gradient, x, first, second) = (new float[100], new float[100], new float[100], new float[100]);
        var optimiser = Optimisers[name];
        optimiser.Step(new OptimiserStep(0, Rate), gradient, x, first, second);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 1; step < 10; step++)
            optimiser.Step(new OptimiserStep(step, Rate, Decay), gradient, x, first, second);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Settings_OutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(new AdamSettings(Beta1: 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamSettings(Epsilon: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad(0));
    }

    [Theory]
    [MemberData(nameof(NamesByElement))]
    public void SparseStep_TouchedRows_MoveAsInADenseStepAndOthersStay(string name)
    {
        var optimiser = Optimisers[name];
        var values = Enumerable.Range(0, 15).Select(i => i / 7f - 1).ToArray();
        var table = new EmbeddingTable<float>(new Tensor<float>(5, 3, values.ToArray()));
        var tape = new Tape<float>();
        tape.Backward(tape.SumSquaredError(tape.Embed(table, new[] { 3, 1, 3 }), new Tensor<float>(3, 3)));
        var (dense, gradient, first, second) = (values.ToArray(), new float[15], new float[15], new float[15]);
        for (var i = 0; i < 2; i++)
            table.Gradient.Values(i).CopyTo(gradient.AsSpan(3 * table.Gradient.Rows[i], 3));

        optimiser.Step(new OptimiserStep(0, Rate, Decay), table, new float[15], new float[15]);
        optimiser.Step(new OptimiserStep(0, Rate, Decay), gradient, dense, first, second);

        foreach (var row in new[] { 0, 2, 4 })
            Assert.Equal(values.AsSpan(3 * row, 3), table.Value.Row(row));
        foreach (var row in new[] { 1, 3 })
            Assert.Equal(dense.AsSpan(3 * row, 3), table.Value.Row(row));
    }

    private static float[] Walk(IOptimiser optimiser, int length)
    {
        var x = Enumerable.Range(0, length).Select(i => i % 3 - 0.7f).ToArray();
        var (first, second) = (new float[length], new float[length]);
        for (var step = 0; step < 3; step++)
            optimiser.Step(new OptimiserStep(step, Rate, Decay), [.. Enumerable.Range(0, length).Select(i => (float)Math.Sin(i % 3 + step))], x, first, second);
        return x;
    }
}
