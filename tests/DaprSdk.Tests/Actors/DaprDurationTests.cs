using Dapr.Actors.Runtime;

namespace NetMl.DaprSdk.Tests.Actors;

public class DaprDurationTests
{
    [Theory]
    [InlineData(0, "0h0m0s0ms")]
    [InlineData(1, "0h0m0s1ms")]
    [InlineData(3_723_004, "1h2m3s4ms")]
    [InlineData(90_000_000, "25h0m0s0ms")]
    [InlineData(-1, "")]
    public void Write_Milliseconds_ReadBackTheSame(int milliseconds, string expected)
    {
        var duration = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(expected, DaprDuration.Write(duration));
        Assert.Equal(duration, DaprDuration.Parse(expected));
    }

    [Theory]
    [InlineData("1.5s", 1500)]
    [InlineData("2m0.25s", 120_250)]
    [InlineData("250us", 0.25)]
    [InlineData("@every 1h30m", 5_400_000)]
    [InlineData("PT5S", 5000)]
    [InlineData("R2/P1DT2H", 93_600_000)]
    public void Parse_OtherForms_GivesTheDuration(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DaprDuration.Parse(text));

    [Theory]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("@every")]
    public void Parse_NoDuration_ThrowsFormatException(string text) => Assert.Throws<FormatException>(() => DaprDuration.Parse(text));

    [Theory]
    [InlineData(5, 3, "R3/PT5S")]
    [InlineData(93_784, 1, "R1/P1DT2H3M4S")]
    public void Write_Repetitions_AreIso8601(int seconds, int repetitions, string expected) =>
        Assert.Equal(expected, DaprDuration.Write(TimeSpan.FromSeconds(seconds), repetitions));

    [Fact]
    public void Write_RepetitionsWithMilliseconds_Throws() =>
        Assert.Throws<ArgumentException>(() => DaprDuration.Write(TimeSpan.FromMilliseconds(1500), 2));
}
