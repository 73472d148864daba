using NetMl.Behaviours.RareDestinations;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.RareDestinations;

public class RareDestinationTests
{
    private const string Host = "10.0.0.5", Outside = "203.0.113.7";

    // Contact 20, odd port 20, six different hours 20, a hundred times 100 kB 20, more sent than received 10.
    [Fact]
    public void Find_NewTargetOnOddPort_IsTold()
    {
        var finding = Assert.Single(Find(Calls(10)));

        Assert.Equal((Host, Outside, 90.0, 10L), (finding.Source, finding.Target, finding.Score, finding.Flows));
        Assert.Equal("10.0.0.5 called 203.0.113.7, which nobody called before, in 10 different hours on TCP port 1337, sent 10 MB and got 10 kB.", finding.Sentence);
    }

    [Theory]
    [InlineData(443, 10, 90_000, null)]  // A new web site.
    [InlineData(1337, 1, 100, null)]    // Once, and little.
    [InlineData(1337, 10, 100, 60.0)]   // Odd port in ten hours.
    [InlineData(443, 10, 100_000, 60.0)] // Many bytes in ten hours.
    public void Find_Points_AddUp(int port, int hours, long bytes, double? score) =>
        Assert.Equal(score, Find(Calls(hours, port, bytes)).SingleOrDefault()?.Score);

    [Fact]
    public void Find_KnownFromTheFirstDay_FindsNone() => Assert.Empty(Find([.. Calls(10), TestConnections.Flow(3600, "10.0.0.6", Outside)]));

    [Fact]
    public void Find_OthersCallItToo_FindsNone() => Assert.Empty(Find([.. Calls(10), TestConnections.Flow(250_000, "10.0.0.6", Outside)]));

    // The host itself is new: all that it calls is.
    [Fact]
    public void Find_NewHost_FindsNone() => Assert.Empty(Find(Calls(10).Select(flow => flow with { Source = "10.0.0.7" })));

    // Where only one host calls out, everything is rare.
    [Fact]
    public void Find_OnlyHost_FindsNone() => Assert.Empty(DetectorRun.Find(
        new RareDestination(new RareDestinationOptions()),
        [TestConnections.Flow(0, Host, "198.51.100.1"), .. Calls(10), TestConnections.Flow(4 * 86_400, Host, "198.51.100.1")]));

    [Fact]
    public void Find_NeverAnswered_FindsNone() => Assert.Empty(Find(Calls(10).Select(flow => flow with { State = ConnectionState.S0, DestinationBytes = 0 })));

    [Fact]
    public void Find_Inside_FindsNone() => Assert.Empty(Find(Calls(10).Select(flow => flow with { Destination = "10.0.0.9" })));

    // Four days, of which the first is learnt; the host and two others are there from the beginning.
    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(
        new RareDestination(new RareDestinationOptions()),
        [TestConnections.Flow(0, Host, "198.51.100.1"), TestConnections.Flow(1, "10.0.0.6", "198.51.100.1"), TestConnections.Flow(2, "10.0.0.8", "198.51.100.1"), .. flows, TestConnections.Flow(4 * 86_400, Host, "198.51.100.1")]);

    private static IEnumerable<FlowRecord> Calls(int hours, int port = 1337, long bytes = 1_000_000) =>
        Enumerable.Range(0, hours).Select(hour => TestConnections.Flow(200_000 + hour * 3600, Host, Outside, port, bytes: bytes));
}
