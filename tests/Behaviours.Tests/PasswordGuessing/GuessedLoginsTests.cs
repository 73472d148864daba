using NetMl.Behaviours.PasswordGuessing;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.PasswordGuessing;

public class GuessedLoginsTests
{
    private const string Guesser = "10.0.0.66", Server = "10.0.0.9";

    [Theory]
    [InlineData(22, 29, 0)]
    [InlineData(22, 30, 1)]
    [InlineData(21, 19, 0)]
    [InlineData(21, 20, 1)]
    [InlineData(3389, 30, 1)]
    [InlineData(445, 30, 1)]
    [InlineData(80, 500, 0)]
    public void Find_ShortSessions_NeedTheThresholdOfTheService(int port, int sessions, int findings) =>
        Assert.Equal(findings, Find(Sessions(sessions, 20, port)).Count);

    // 30 sessions, one every 63 s: 29 fit into any half hour.
    [Theory]
    [InlineData(63, 0)]
    [InlineData(61, 1)]
    public void Find_SlowGuesser_MustFitTheWindow(double pause, int findings) => Assert.Equal(findings, Find(Sessions(30, pause, 22)).Count);

    [Fact]
    public void Find_ScheduledSmb_FindsNone() => Assert.Empty(Find(Sessions(96, 900, 445)));

    [Theory]
    [InlineData(ConnectionState.S0, 5, 1000)]
    [InlineData(ConnectionState.REJ, 5, 1000)]
    [InlineData(ConnectionState.SF, 61, 1000)]
    [InlineData(ConnectionState.SF, 5, 5001)]
    [InlineData(ConnectionState.SF, 5, 0)]
    public void Find_NotShortOrNoSession_DoesNotCount(ConnectionState state, double seconds, long bytes) =>
        Assert.Empty(Find(Sessions(100, 5, 22).Select(flow => flow with { State = state, DurationNanoseconds = (long)(seconds * 1e9), SourceBytes = bytes })));

    [Fact]
    public void Find_LongSessionAfterGuesses_IsProbableSuccess()
    {
        var login = TestConnections.Flow(700, Guesser, Server, 22, bytes: 9000) with { DurationNanoseconds = 600_000_000_000, Uid = "Clogin" };

        var finding = Assert.Single(Find([.. Sessions(30, 20, 22), login]));

        Assert.Equal((75, "Clogin"), (finding.Score, finding.Uids[^1]));
        Assert.Equal("10.0.0.66 opened 30 short SSH sessions with 10.0.0.9 within 9.7 minutes; a session of 10 minutes followed, so one probably was right.", finding.Sentence);
    }

    // A server that waits two minutes for a password that does not come.
    [Fact]
    public void Find_LoginGraceTime_IsNoSuccess()
    {
        var waiting = TestConnections.Flow(700, Guesser, Server, 22, bytes: 2000) with { DurationNanoseconds = 121_000_000_000 };

        Assert.Equal(50, Assert.Single(Find([.. Sessions(30, 20, 22), waiting])).Score);
    }

    [Fact]
    public void Find_LongSessionBeforeGuesses_IsNone()
    {
        var login = TestConnections.Flow(-700, Guesser, Server, 22, bytes: 9000) with { DurationNanoseconds = 600_000_000_000 };

        Assert.Equal(50, Assert.Single(Find([login, .. Sessions(30, 20, 22)])).Score);
    }

    // Three sessions with each of twelve servers: none has too many, all together do.
    [Fact]
    public void Find_SprayedOverHosts_IsOneFinding()
    {
        var flows = Enumerable.Range(0, 36).Select(i => Session(i * 10, 445) with { Destination = $"10.0.1.{i % 12}" });

        var finding = Assert.Single(Find(flows));

        Assert.Equal((null, 12), (finding.Target, finding.Evidence["hosts"]));
        Assert.Equal("10.0.0.66 opened 36 short SMB sessions with 12 hosts within 5.8 minutes; none of them led to a long session.", finding.Sentence);
    }

    // Everybody is guessed at from the Internet: it takes more to be told.
    [Theory]
    [InlineData(30, null)]
    [InlineData(150, 74.9)]
    public void Find_FromTheInternet_LosesTenPoints(int sessions, double? score)
    {
        var found = Find(Sessions(sessions, 5, 22).Select(flow => flow with { Source = "198.51.100.4" })).SingleOrDefault();

        Assert.Equal(score, found?.Score);
        Assert.Equal(score is null ? null : -10, found?.Adjustments.Single().Points);
    }

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new GuessedLogins(new PasswordGuessingOptions()), flows);

    private static IEnumerable<FlowRecord> Sessions(int sessions, double pause, int port) => Enumerable.Range(0, sessions).Select(i => Session(i * pause, port));

    private static FlowRecord Session(double seconds, int port) => TestConnections.Flow(seconds, Guesser, Server, port, bytes: 1200) with { DurationNanoseconds = 3_000_000_000 };
}
