using NetMl.Behaviours.LateralMovement;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.LateralMovement;

public class NewAdministrationTests
{
    // A ─► B ─► C, B after A, C after B, long after the first day.
    [Fact]
    public void Find_Chain_IsToldAtItsHead()
    {
        var finding = Assert.Single(Find(Login(50, "A", "B"), Login(51, "B", "C")));

        Assert.Equal((Address("A"), null, 50, "T1021"), (finding.Source, finding.Target, finding.Score, finding.Technique));
        Assert.Equal(["C50AB", "C51BC"], finding.Uids);
        Assert.Equal("10.0.0.65 is the head of a chain of new logins 10.0.0.65 → 10.0.0.66 → 10.0.0.67, first on TCP port 445, within 60 minutes.", finding.Sentence);
    }

    // A ─► B ─► C ─► D: B ─► C ─► D is part of it, not another.
    [Fact]
    public void Find_LongerChain_ScoresMore() => Assert.Equal(65, Assert.Single(Find(Login(50, "A", "B"), Login(51, "B", "C"), Login(52, "C", "D"))).Score);

    [Theory]
    [InlineData(51, 50)] // C was reached before B was.
    [InlineData(50, 75)] // A day later.
    public void Find_StepsThatDoNotFollow_AreNoChain(double first, double second) => Assert.Empty(Find(Login(first, "A", "B"), Login(second, "B", "C")));

    // A ─► B ─► A goes nowhere.
    [Fact]
    public void Find_ThereAndBack_IsNoChain() => Assert.Empty(Find(Login(50, "A", "B"), Login(51, "B", "A")));

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Find_NewHosts_NeedThree(int hosts, int findings) =>
        Assert.Equal(findings, Find(Enumerable.Range(0, hosts).Select(i => Login(50 + i, "A", ((char)('B' + i)).ToString()))).Count);

    // The same logins were there on the first day.
    [Fact]
    public void Find_LearntEdges_AreNotNew() =>
        Assert.Empty(Find(new[] { 10, 50 }.SelectMany(hours => new[] { Login(hours, "A", "B"), Login(hours + 1, "B", "C"), Login(hours + 2, "C", "D") })));

    // Everybody uses the file server S: to call it for the first time says nothing.
    [Fact]
    public void Find_NewClientOfServer_IsNoStep() =>
        Assert.Empty(Find([Login(50, "A", "B"), Login(51, "B", "S"), .. "EFG".Select(client => Login(5, client.ToString(), "S"))]));

    [Theory]
    [InlineData(80, ConnectionState.SF)]
    [InlineData(445, ConnectionState.REJ)]
    [InlineData(445, ConnectionState.S0)]
    public void Find_OtherPortOrRefused_FindsNone(int port, ConnectionState state) =>
        Assert.Empty(Find(Enumerable.Range(0, 9).Select(i => Login(50 + i, "A", ((char)('B' + i)).ToString()) with { DestinationPort = port, State = state })));

    // All of 40 hosts log in to all: the search for chains must end.
    [Fact]
    public void Find_EverybodyToEverybody_Ends()
    {
        var options = new LateralMovementOptions { ClientsOfServer = 1000 };
        var flows = Enumerable.Range(0, 40).SelectMany(source => Enumerable.Range(0, 40).Where(target => target != source)
            .Select(target => TestConnections.Flow(200_000 + source * 41 + target, $"10.0.2.{source}", $"10.0.2.{target}", 22)));

        Assert.NotEmpty(DetectorRun.Find(new NewAdministration(options), [TestConnections.Flow(0, "10.0.9.1", "10.0.9.2"), .. flows]));
    }

    // The data set lasts four days, so that a day is learnt.
    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(
        new NewAdministration(new LateralMovementOptions()),
        [TestConnections.Flow(0, "10.0.9.1", "10.0.9.2"), .. flows, TestConnections.Flow(4 * 86_400, "10.0.9.1", "10.0.9.2")]);

    private static string Address(string name) => $"10.0.0.{(int)name[0]}";

    private static FlowRecord Login(double hours, string source, string target) =>
        TestConnections.Flow(hours * 3600, Address(source), Address(target), 445) with { Uid = $"C{hours}{source}{target}" };
}
