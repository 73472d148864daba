using DaprLocal;

namespace NetMl.DaprLocal.Tests;

public class DurationsTests
{
    [Theory]
    [InlineData("1h0m0s0ms", 3600)]
    [InlineData("0h0m0s250ms", 0.25)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5h", 5400)]
    [InlineData("-2s", -2)]
    [InlineData("100us", 0.0001)]
    [InlineData("0", 0)]
    public void TryParseGo_Durations_GiveSeconds(string text, double seconds)
    {
        Assert.True(Durations.TryParseGo(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds, 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("5d")]
    [InlineData("PT5S")]
    [InlineData("1..5s")]
    [InlineData("99999999999999h")]
    public void TryParseGo_OtherText_IsRefused(string text) => Assert.False(Durations.TryParseGo(text, out _));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(250, "250ms")]
    [InlineData(5000, "5s")]
    [InlineData(90_000, "1m30s")]
    [InlineData(3_600_000, "1h0m0s")]
    [InlineData(1500, "1.5s")]
    public void ToGo_Durations_AreWrittenAsGoDoes(int milliseconds, string expected) => Assert.Equal(expected, Durations.ToGo(TimeSpan.FromMilliseconds(milliseconds)));
}
