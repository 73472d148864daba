using System.Net;
using System.Text;
using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests;

public sealed class HostAddressTests
{
    [Fact]
    public void TryParse_RandomAddresses_AgreesWithIPAddress()
    {
        var random = new Random(1);

        for (var i = 0; i < 20_000; i++)
        {
            var text = RandomFlows.Address(random);
            Assert.True(HostAddressParser.TryParse(text, out var address), text);
            Assert.Equal(text, address.ToString());
        }
    }

    [Theory]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("fe80::217:F2FF:fed7:cf65", "fe80::217:f2ff:fed7:cf65")]
    [InlineData("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    public void TryParse_KnownAddress_GivesCanonicalText(string text, string canonical)
    {
        Assert.True(HostAddressParser.TryParse(text, out var address));

        Assert.Equal(canonical, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.1.2")]
    [InlineData("10..0.1")]
    [InlineData("10.0.0.1 ")]
    [InlineData("1.2")]
    [InlineData("0x7f.0.0.1")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("00:00:00:00:00:00")]
    [InlineData("1:2:3:4:5:6:7:")]
    [InlineData("::1.2.3.4.5")]
    [InlineData("name.example")]
    public void TryParse_NoAddress_IsFalse(string text) => Assert.False(HostAddressParser.TryParse(text, out _));

    [Fact]
    public void TryParse_RandomText_IsNoAddressUnlessIPAddressAgrees()
    {
        var random = new Random(2);
        const string Alphabet = "0123456789abcdef:.";

        for (var i = 0; i < 200_000; i++)
        {
            var text = new string(Enumerable.Range(0, random.Next(1, 20)).Select(_ => Alphabet[random.Next(Alphabet.Length)]).ToArray());
            if (HostAddressParser.TryParse(Encoding.ASCII.GetBytes(text), out _))
                Assert.True(IPAddress.TryParse(text, out _), text);
        }
    }

    [Theory]
    [InlineData("10.255.0.1", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.9.9", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::1", true)]
    [InlineData("2001:db8::1", false)]
    public void IsPrivate_KnownAddress_FollowsTheRegistries(string text, bool expected)
    {
        Assert.True(HostAddressParser.TryParse(text, out var address));

        Assert.Equal(expected, address.IsPrivate);
    }
}
