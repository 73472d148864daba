using System.Globalization;
using System.Text;
using NetMl.Flows.Text;

namespace NetMl.Flows.Tests.Text;

public sealed class NumberTextTests
{
    [Fact]
    public void TryParseSeconds_RandomDecimals_AgreesWithDecimal()
    {
        var random = new Random(4);

        for (var i = 0; i < 50_000; i++)
        {
            var decimals = random.Next(0, 13);
            var text = (random.Next(8) == 0 ? "-" : "") + random.NextInt64(0, 9_000_000_000).ToString(CultureInfo.InvariantCulture)
                + (decimals == 0 ? "" : "." + random.NextInt64(0, (long)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0'));
            var expected = (long)decimal.Truncate(decimal.Parse(text, CultureInfo.InvariantCulture) * 1_000_000_000m);
            Assert.True(NumberText.TryParseSeconds(Encoding.ASCII.GetBytes(text), out var nanoseconds), text);
            Assert.Equal(expected, nanoseconds);
        }
    }

    [Theory]
    [InlineData("1.5e9", 1_500_000_000_000_000_000)]
    [InlineData("5e-06", 5_000)]
    [InlineData("0", 0)]
    [InlineData("7.", 7_000_000_000)]
    [InlineData("1.000001", 1_000_001_000)]
    [InlineData("-1.000001", -1_000_001_000)]
    [InlineData("9223372035.999999", 9_223_372_035_999_999_000)]
    public void TryParseSeconds_OtherNotations_AreRead(string text, long expected)
    {
        Assert.True(NumberText.TryParseSeconds(Encoding.ASCII.GetBytes(text), out var nanoseconds));

        Assert.Equal(expected, nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("1.2.3")]
    [InlineData("1e400")]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("99999999999")]
    [InlineData("12a")]
    [InlineData("9999999999.999999")]
    [InlineData("1.00000a")]
    [InlineData("1.00000:")]
    [InlineData("1./00000")]
    [InlineData("1a.000000")]
    [InlineData("1.2.000000")]
    [InlineData("-.000001")]
    [InlineData(" 1")]
    public void TryParseSeconds_NoTime_IsFalse(string text) => Assert.False(NumberText.TryParseSeconds(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("9999999999999999999", false)]
    [InlineData("00000000000000000001", false)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    public void TryParseCount_Extremes_StayInRange(string text, bool expected) =>
        Assert.Equal(expected, NumberText.TryParseCount(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("0x0008", 8)]
    [InlineData("0xFFFF", 65535)]
    [InlineData("53", 53)]
    public void TryParseArgusPort_DecimalOrHex_IsRead(string text, int expected)
    {
        Assert.True(NumberText.TryParseArgusPort(Encoding.ASCII.GetBytes(text), out var port));

        Assert.Equal(expected, port);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x10000")]
    [InlineData("65536")]
    [InlineData("0xzz")]
    public void TryParseArgusPort_NoPort_IsFalse(string text) => Assert.False(NumberText.TryParseArgusPort(Encoding.ASCII.GetBytes(text), out _));
}
