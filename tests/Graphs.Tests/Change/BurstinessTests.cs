using NetMl.Graphs.Change;

namespace NetMl.Graphs.Tests.Change;

public class BurstinessTests
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void Compute_RegularEvents_IsMinusOneWithoutMemory() =>
        Assert.Equal(new BurstinessNumbers(4, -1, -1, null), Burstiness.Compute([0, 5, 10, 15, 20]));

    // Intervals 0, 0, 0, 12: all time in one.
    [Fact]
    public void Compute_AllTimeInOneInterval_IsOneWhenCorrected()
    {
        var numbers = Assert.IsType<BurstinessNumbers>(Burstiness.Compute([0, 0, 0, 0, 12]));

        Assert.Equal(1, numbers.Corrected, Tolerance);
        Assert.Equal((Math.Sqrt(3) - 1) / (Math.Sqrt(3) + 1), numbers.Raw, Tolerance);
    }

    // Intervals 1, 3, 1, 3: μ 2, σ 1; neighbours (1, 3), (3, 1), (1, 3) are opposite.
    [Fact]
    public void Compute_Alternating_GivesWorkedValues()
    {
        var numbers = Assert.IsType<BurstinessNumbers>(Burstiness.Compute([0, 1, 4, 5, 8]));

        Assert.Equal(-1 / 3.0, numbers.Raw, Tolerance);
        Assert.Equal((Math.Sqrt(5) / 2 - Math.Sqrt(3)) / ((Math.Sqrt(5) - 2) / 2 + Math.Sqrt(3)), numbers.Corrected, Tolerance);
        Assert.Equal(-1, numbers.Memory ?? 0, Tolerance);
    }

    // Kim and Jo's point: of few random events the raw value is below 0, the corrected one about 0.
    [Fact]
    public void Compute_FewRandomEvents_IsNearZeroWhenCorrected()
    {
        var random = new Random(1);
        double raw = 0, corrected = 0;
        const int Series = 4000;
        for (var i = 0; i < Series; i++)
        {
            var times = Enumerable.Range(0, 8).Select(_ => random.NextInt64(1_000_000_000)).Order().ToArray();
            var numbers = Assert.IsType<BurstinessNumbers>(Burstiness.Compute(times));
            raw += numbers.Raw / Series;
            corrected += numbers.Corrected / Series;
        }

        Assert.InRange(raw, -0.25, -0.1);
        Assert.InRange(corrected, -0.05, 0.05);
    }

    [Theory]
    [InlineData]
    [InlineData(1L)]
    [InlineData(1L, 2L)]
    [InlineData(3L, 3L, 3L, 3L)]
    public void Compute_TooFewEventsOrAllAtOnce_IsNull(params long[] times) => Assert.Null(Burstiness.Compute(times));

    [Fact]
    public void Compute_NotAscending_SaysSo() => Assert.Throws<ArgumentException>(() => Burstiness.Compute([1, 3, 2]));
}
