using NetMl.Federation.Privacy;

namespace NetMl.Federation.Tests.Privacy;

public sealed class LogSpaceTests
{
    [Theory]
    [InlineData(1e-18)]
    [InlineData(-1e-12)]
    [InlineData(3e-9)]
    public void Log1PAndExpM1_SmallNumbers_KeepTheirDigits(double x)
    {
        // x ∓ x²/2 is exact to x³.
        Assert.Equal(x - (x * x / 2), LogSpace.Log1P(x), 1e-15 * Math.Abs(x));
        Assert.Equal(x + (x * x / 2), LogSpace.ExpM1(x), 1e-15 * Math.Abs(x));
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(1)]
    [InlineData(40)]
    public void Log1P_OfExpM1_IsTheNumber(double x) => Assert.Equal(x, LogSpace.Log1P(LogSpace.ExpM1(x)), 1e-14 * Math.Abs(x));

    [Fact]
    public void Add_FarApart_IsTheLarger() => Assert.Equal((700, Math.Log(2) - 700), (LogSpace.Add(-700, 700), LogSpace.Add(-700, -700)));
}
