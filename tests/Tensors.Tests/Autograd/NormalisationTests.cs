using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Tensors.Tests.Autograd;

public sealed class NormalisationTests
{
    private const float Epsilon = 1e-5f;

    // Relative to values of size 1 to 4.
    private const float Tolerance = 2e-5f;

    [Fact]
    public void LayerNorm_AllWidths_EqualsFormula()
    {
        for (var m = 1; m <= 257; m++)
        {
            var (x, gain, shift) = (Random(3, m, m), Random(1, m, 2), Random(1, m, 3));
            var tape = new Tape<float>();

            var y = tape.LayerNorm(tape.Constant(x), tape.Constant(gain), tape.Constant(shift), Epsilon).Value;

            for (var row = 0; row < 3; row++)
            {
                var values = x.Row(row).ToArray().Select(v => (double)v).ToArray();
                var mean = values.Average();
                var scale = 1 / Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + Epsilon);
                for (var j = 0; j < m; j++)
                    Assert.Equal((values[j] - mean) * scale * gain.Span[j] + shift.Span[j], y.Row(row)[j], Tolerance);
            }
        }
    }

    [Fact]
    public void BatchNorm_Training_HasMomentsOfTheBatchAndFollowsThem()
    {
        for (var m = 1; m <= 70; m++)
        {
            var (x, gain, shift, moments) = (Random(9, m, m), Random(1, m, 2), Random(1, m, 3), new RunningMoments<float>(m, 0.25));
            var tape = new Tape<float>();
            tape.Reset(Pass.Training(1, 1));

            var y = tape.BatchNorm(tape.Constant(x), tape.Constant(gain), tape.Constant(shift), moments, Epsilon).Value;

            for (var j = 0; j < m; j++)
            {
                var values = Enumerable.Range(0, 9).Select(i => (double)x.Row(i)[j]).ToArray();
                var mean = values.Average();
                var squares = values.Sum(v => (v - mean) * (v - mean));
                for (var i = 0; i < 9; i++)
                    Assert.Equal((values[i] - mean) / Math.Sqrt(squares / 9 + Epsilon) * gain.Span[j] + shift.Span[j], y.Row(i)[j], Tolerance);
                Assert.Equal(0.25 * mean, moments.Mean[j], Tolerance);
                Assert.Equal(0.75 + 0.25 * squares / 8, moments.Variance[j], Tolerance);
            }
        }
    }

    [Fact]
    public void BatchNorm_Answers_LeaveTheMomentsAlone()
    {
        var moments = new RunningMoments<float>(2);
        moments.Mean.Fill(3);
        moments.Variance.Fill(4);
        var tape = new Tape<float>();
        var one = tape.Constant(new Tensor<float>(1, 2, new[] { 1f, 1 }));

        var y = tape.BatchNorm(tape.Constant(new Tensor<float>(1, 2, new[] { 5f, 1 })), one, one, moments, 0f);

        Assert.Equal([2f, 0f], y.Value.Span);
        Assert.Equal([3f, 3f], moments.Mean);
        Assert.Equal([4f, 4f], moments.Variance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void RunningMoments_WeightOutOfRange_Throws(double momentum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RunningMoments<float>(2, momentum));

    private static Tensor<float> Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return new Tensor<float>(rows, columns, Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray());
    }
}
