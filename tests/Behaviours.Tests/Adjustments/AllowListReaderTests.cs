using NetMl.Behaviours.Adjustments;

namespace NetMl.Behaviours.Tests.Adjustments;

public sealed class AllowListReaderTests
{
    [Fact]
    public void Read_GoodList_HasItsEntries()
    {
        var list = AllowListReader.Read(
            """
            { "hosts": { "10.0.0.9": "backup.example", "2001:db8::1": "a b" },
              "entries": [ { "network": "10.0.0.0/8", "port": "443/tcp", "name": "*.example", "behaviour": "beacon", "reason": "backup" }, { "port": 53, "reason": "names" } ] }
            """, out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(2, list?.Count);
    }

    [Theory]
    [InlineData("{ \"entries\": [ }", "The allow-list is no JSON from line 1, byte 16 on: check commas, quotes and brackets there.")]
    [InlineData("[]", "The allow-list is no JSON object: write { \"hosts\": { … }, \"entries\": [ … ] }.")]
    [InlineData("{ \"entrys\": [] }", "The allow-list has 'entrys', which it does not know: it may have hosts and entries.")]
    [InlineData("{ \"hosts\": { \"10.0.0.300\": \"a\" } }", "'10.0.0.300' in hosts is no IPv4 or IPv6 address.")]
    [InlineData("{ \"hosts\": { \"10.0.0.3\": 5 } }", "The name of 10.0.0.3 in hosts is no text of 1 to 200 letters.")]
    [InlineData("{ \"entries\": [ { \"port\": 80, \"reason\": \"r\" }, { \"network\": \"10.0.0.0/33\", \"reason\": \"r\" } ] }",
        "Entry 2 of the allow-list has the network '10.0.0.0/33', which is neither an address nor a network such as 10.0.0.0/8.")]
    [InlineData("{ \"entries\": [ { \"port\": \"443/tpc\", \"reason\": \"r\" } ] }",
        "Entry 1 of the allow-list has the port '443/tpc', which is neither a number from 0 to 65535 nor a number and a protocol such as 443/tcp.")]
    [InlineData("{ \"entries\": [ { \"reason\": \"r\" } ] }", "Entry 1 of the allow-list covers everything: give it a network, port, name or behaviour.")]
    [InlineData("{ \"entries\": [ { \"port\": 80 } ] }", "Entry 1 of the allow-list has no reason: say why this is expected, for those who read it later.")]
    [InlineData("{ \"entries\": [ { \"port\": 80, \"reason\": \"\" } ] }", "Entry 1 of the allow-list has a reason that is no text of 1 to 200 letters.")]
    [InlineData("{ \"entries\": [ { \"prot\": 80, \"port\": 80, \"reason\": \"r\" } ] }",
        "Entry 1 of the allow-list has 'prot', which it does not know: it may have network, port, name, behaviour, reason.")]
    [InlineData("{ \"entries\": [ { \"port\": 80, \"reason\": \"\\ud800\" } ] }", "The allow-list has a text with half a letter in it (\\ud800 to \\udfff alone): write the letter itself.")]
    [InlineData("{ \"entries\": [ 5 ] }", "Entry 1 of the allow-list is no JSON object: write { \"network\": \"10.0.0.0/8\", \"reason\": \"…\" }.")]
    public void Read_Mistake_SaysItInOneSentence(string json, string sentence)
    {
        Assert.Null(AllowListReader.Read(json, out var mistakes));
        Assert.Equal(sentence, Assert.Single(mistakes));
    }

    [Fact]
    public void Read_UnknownBehaviour_NamesThoseThereAre()
    {
        AllowListReader.Read("""{ "entries": [ { "behaviour": "beacons", "reason": "r" } ] }""", out var mistakes);

        Assert.Contains("'beacons', which is none of address-scan, beacon,", Assert.Single(mistakes), StringComparison.Ordinal);
    }
}
