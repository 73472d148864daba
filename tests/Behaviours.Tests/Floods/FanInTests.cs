using NetMl.Behaviours.Floods;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Floods;

public class FanInTests
{
    private const string Victim = "192.0.2.1";

    [Theory]
    [InlineData(99, null)]
    [InlineData(100, 50.0)]
    [InlineData(250, 69.9)]
    [InlineData(1000, 100.0)]
    public void Find_CallersOfOneMinute_ScoreAgainstAHundred(int callers, double? score) => Assert.Equal(score, Find(Crowd(callers, ConnectionState.S0)).SingleOrDefault()?.Score);

    // The same callers come again: hosts count, not connections.
    [Fact]
    public void Find_FewHostsOften_FindsNone() =>
        Assert.Empty(Find(Enumerable.Range(0, 5000).Select(i => TestConnections.Flow(i * 0.01, $"198.51.100.{i % 50}", Victim))));

    // Served callers and no history: it may just be popular.
    [Theory]
    [InlineData(250, 0)]
    [InlineData(1000, 1)]
    public void Find_ServedWithoutHistory_Loses30Points(int callers, int findings) => Assert.Equal(findings, Find(Crowd(callers, ConnectionState.SF)).Count);

    // 60 callers in each of 40 minutes before: 250 is not five times that, 300 is.
    [Theory]
    [InlineData(250, 0)]
    [InlineData(300, 1)]
    public void Find_PopularHost_IsComparedWithItself(int callers, int findings)
    {
        var usual = Enumerable.Range(0, 40).SelectMany(minute => Enumerable.Range(0, 60).Select(i => TestConnections.Flow(minute * 60 + i, $"198.51.100.{i}", Victim)));

        var found = Find([.. usual, .. Crowd(callers, ConnectionState.SF, startSeconds: 3000)]);

        Assert.Equal(findings, found.Count);
        Assert.All(found, finding => Assert.Equal("Up to 300 hosts called 192.0.2.1 within 60 seconds, most often on TCP port 80; usual are 60.", finding.Sentence));
    }

    [Theory]
    [InlineData("10.0.0.53", "10.0")]    // All ask the resolver.
    [InlineData("224.0.0.251", "10.0")]  // Nobody answers for a group.
    public void Find_InsideOrGroup_FindsNone(string target, string network) =>
        Assert.Empty(Find(Enumerable.Range(0, 1000).Select(i => TestConnections.Flow(i * 0.01, $"{network}.{i / 250}.{i % 250 + 1}", target, 53, ConnectionState.S0, IpProtocol.Udp))));

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new FanIn(new FanInOptions()), flows);

    private static IEnumerable<FlowRecord> Crowd(int callers, ConnectionState state, double startSeconds = 0) =>
        Enumerable.Range(0, callers).Select(i => TestConnections.Flow(startSeconds + i * 59.0 / callers, $"203.0.{i / 250}.{i % 250}", Victim, 80, state));
}
