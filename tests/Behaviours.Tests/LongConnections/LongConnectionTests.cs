using NetMl.Behaviours.LongConnections;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.LongConnections;

public class LongConnectionTests
{
    private const string Host = "10.0.0.5", Outside = "203.0.113.7";
    private const double Hour = 3600;

    // RITA's steps: 4 h = 40, 8 h = 60, 12 h = 80, a day = 100.
    [Theory]
    [InlineData(3.99, null)]
    [InlineData(4, 40.0)]
    [InlineData(6, 50.0)]
    [InlineData(8, 60.0)]
    [InlineData(12, 80.0)]
    [InlineData(24, 100.0)]
    [InlineData(90, 100.0)]
    public void Find_OneConnection_ScoresItsHours(double hours, double? score) => Assert.Equal(score, Find(Open(0, hours)).SingleOrDefault()?.Score);

    // ──────────        0 h to 2 h
    //      ──────────   1 h to 3 h: three hours in all, not four
    //                           ──────────  10 h to 12 h
    [Fact]
    public void Find_OverlappingConnections_CountTimeOnce()
    {
        var finding = Assert.Single(Find(Open(0, 2, "C1"), Open(1, 2, "C2"), Open(10, 2, "C3")));

        Assert.Equal(5 * Hour, finding.Evidence["open_seconds"]);
        Assert.Equal(["C1", "C2", "C3"], finding.Uids);
        Assert.Equal("10.0.0.5 kept 3 long connections to 203.0.113.7 open for 5 hours, the longest for 2 hours on TCP port 443.", finding.Sentence);
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
