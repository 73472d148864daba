using NetMl.Behaviours.LongConnections;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.LongConnections;

public class LongConnectionTests
{
    private const string Host = "10.0.0.5", Outside = "203.0.113.7";
    private const double Hour = 3600;

    // RITA's steps: 4 h = 40, 8 h = 60, 12 h = 80, a day = 100.
    [Theory]
    [InlineData(0.99, null)]
    [InlineData(1, 20.0)]
    [InlineData(4, 40.0)]
    [InlineData(6, 50.0)]
    [InlineData(8, 60.0)]
    [InlineData(12, 80.0)]
    [InlineData(24, 100.0)]
    [InlineData(90, 100.0)]
    public void Find_OneConnection_ScoresItsHours(double hours, double? score) =>
        Assert.Equal(score, DetectorRun.Find(new LongConnection(new LongConnectionOptions { MinimumScore = 0 }), Open(0, hours)).SingleOrDefault()?.Score);

    [Theory]
    [InlineData(7.9, 0)]
    [InlineData(8, 1)]
    public void Find_Default_IsEightHours(double hours, int findings) => Assert.Equal(findings, Find(Open(0, hours)).Count);

    // ──────────        0 h to 4 h
    //      ──────────   2 h to 6 h: six hours in all, not eight
    //                           ──────────  20 h to 24 h
    [Fact]
    public void Find_OverlappingConnections_CountTimeOnce()
    {
        var finding = Assert.Single(Find(Open(0, 4, "C1"), Open(2, 4, "C2"), Open(20, 4, "C3")));

        Assert.Equal(10 * Hour, finding.Evidence["open_seconds"]);
        Assert.Equal(["C1", "C2", "C3"], finding.Uids);
        Assert.Equal("10.0.0.5 kept 3 long connections to 203.0.113.7 open for 10 hours, the longest for 4 hours on TCP port 443.", finding.Sentence);
    }

    [Fact]
    public void Find_ManyShortConnections_DoNotAddUp() => Assert.Empty(Find(Enumerable.Range(0, 100).Select(i => Open(i, 0.99))));

    [Theory]
    [InlineData(Host, "10.0.0.6")]
    [InlineData(Outside, Host)]
    [InlineData(Host, "239.255.255.250")]
    public void Find_NotOutward_FindsNone(string source, string target) => Assert.Empty(Find(Open(0, 20) with { Source = source, Destination = target }));

    [Fact]
    public void Find_InternalPairsWanted_FindsThem() =>
        Assert.Single(DetectorRun.Find(new LongConnection(new LongConnectionOptions { IncludeInternalPairs = true }), Open(0, 20) with { Destination = "10.0.0.6" }));

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new LongConnection(new LongConnectionOptions()), flows);

    private static FlowRecord Open(double startHours, double hours, string? uid = null) =>
        TestConnections.Flow(startHours * Hour, Host, Outside, 443) with { DurationNanoseconds = (long)(hours * Hour * 1e9), Uid = uid };
}
