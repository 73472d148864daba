using NetMl.Behaviours.Roles;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Roles;

public class RoleChangeTests
{
    private const string Host = "10.0.0.5";

    // A client for thirty hours, then it serves twenty hosts on five ports for three hours, then it is a client again.
    [Fact]
    public void Find_ClientBecomesServer_IsTold()
    {
        var finding = Assert.Single(Find([.. Client(40), .. Serving(30, 3)]));

        Assert.Equal((Host, null, "T1078"), (finding.Source, finding.Target, finding.Technique));
        Assert.Equal((3, 20, 0, 5), (finding.Evidence["changed_windows"], finding.Evidence["callers_answered"], finding.Evidence["usual_callers_answered"], finding.Evidence["ports_served"]));
        Assert.Equal("10.0.0.5 does what it did not do in 30 windows of 60 minutes before: 20 callers answered (usual 0), 5 ports served (usual 0) in one of them.", finding.Sentence);
        Assert.InRange(finding.Score, 50, 70); // Two features, far out.
    }

    [Fact]
    public void Find_NothingChanges_FindsNone() => Assert.Empty(Find(Client(100)));

    // One hour alone is a scan, a backup or a download.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Find_Change_MustLast(int hours, int findings) => Assert.Equal(findings, Find([.. Client(40), .. Serving(30, hours)]).Count);

    // What was done more than 1,000 windows ago is new again: it served in its first hours, before there was a past to compare with.
    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1002, 0)]
    [InlineData(1003, 1)]
    public void Find_Past_GoesBackThousandWindows(int hours, int findings) =>
        Assert.Equal(findings, Find([.. Client(hours + 5), .. Serving(0, 3), .. Serving(hours, 3)]).Count);

    // With less than a day of past there is nothing to compare with.
    [Theory]
    [InlineData(23, 0)]
    [InlineData(24, 1)]
    public void Find_Past_MustBeADay(int hours, int findings) => Assert.Equal(findings, Find([.. Client(hours + 5), .. Serving(hours, 3)]).Count);

    // Refused callers are noise from outside, not a service.
    [Fact]
    public void Find_RefusedCallers_ChangeNothing() => Assert.Empty(Find([.. Client(40), .. Serving(30, 3).Select(flow => flow with { State = ConnectionState.REJ })]));

    // One feature alone: twenty callers of one port that were two before.
    [Fact]
    public void Find_OneFeatureAlone_IsTooLittle() =>
        Assert.Empty(Find([.. Client(40), .. Serving(0, 30).Where(flow => flow.DestinationPort == 8000), .. Serving(30, 3).Select(flow => flow with { DestinationPort = 8000 })]));

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new RoleChange(new RoleChangeOptions()), flows);

    /// <summary>In each hour a few calls to the same few hosts outside.</summary>
    private static IEnumerable<FlowRecord> Client(int hours) => Enumerable.Range(0, hours * 6).Select(i =>
        TestConnections.Flow(i * 600, Host, $"203.0.113.{i % (3 + i % 2)}", 443, bytes: 2000 + i % 7 * 100));

    /// <summary>In each hour twenty hosts inside are answered on five ports.</summary>
    private static IEnumerable<FlowRecord> Serving(int fromHour, int hours) => Enumerable.Range(0, hours * 20).Select(i =>
        TestConnections.Flow(fromHour * 3600 + i * 180, $"10.0.1.{i % 20}", Host, 8000 + i % 5));
}
