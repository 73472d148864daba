using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class DropoutMaskTests
{
    private static readonly RandomStream Stream = new(9, 8, 7);

    [Fact]
    public void Fill_AnyPart_EqualsTheWhole()
    {
        var whole = new float[600];
        DropoutMask.Fill<float>(Stream, 0.4, 0, whole);

        for (var length = 0; length <= 257; length++)
        {
            var part = new float[length];
            DropoutMask.Fill<float>(Stream, 0.4, length + 13, part);
            Assert.Equal(whole.AsSpan(length + 13, length), part.AsSpan());
        }
    }

    [Fact]
    public void Fill_Float_DropsWhatDoubleDrops()
    {
        var (floats, doubles) = (new float[1000], new double[1000]);

        DropoutMask.Fill<float>(Stream, 0.6, 3, floats);
        DropoutMask.Fill<double>(Stream, 0.6, 3, doubles);

        Assert.Equal(doubles.Select(d => (float)d), floats);
    }

    // The share of dropped elements is binomial: five standard errors.
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public void Fill_ManyElements_DropsTheRate(double rate)
    {
        const int N = 1 << 18;
        var mask = new float[N];

        DropoutMask.Fill<float>(Stream, rate, 0, mask);

        Assert.Equal(rate, mask.Count(m => m == 0) / (double)N, 5 * Math.Sqrt(rate * (1 - rate) / N));
        Assert.All(mask.Distinct().Where(m => m != 0), m => Assert.Equal(1 / (1 - Math.Round(rate * 65536) / 65536), m, 1e-6));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Apply_SeveralChunksAndThreads_MultipliesByTheMask(bool add)
    {
        var x = Enumerable.Range(0, 40_001).Select(i => (float)i).ToArray();
        var (mask, alone, together) = (new float[x.Length], new float[x.Length], new float[x.Length]);
        using var team = new WorkTeam(3);
        alone.AsSpan().Fill(add ? 1 : float.NaN);
        together.AsSpan().Fill(add ? 1 : float.NaN);

        DropoutMask.Fill<float>(Stream, 0.5, 0, mask);
        DropoutMask.Apply<float>(Stream, 0.5, x, alone, add, WorkTeam.Alone);
        DropoutMask.Apply<float>(Stream, 0.5, x, together, add, team);

        Assert.Equal(x.Select((v, i) => v * mask[i] + (add ? 1 : 0)), alone);
        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void Fill_RateOutOfRange_Throws(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutMask.Fill<float>(Stream, rate, 0, new float[1]));
}
