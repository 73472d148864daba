using NetMl.Behaviours.PeerToPeer;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.PeerToPeer;

public class PeerMeshTests
{
    private const string Host = "10.0.0.5";

    [Theory]
    [InlineData(29, null)]
    [InlineData(30, 50.0)]
    [InlineData(300, 100.0)]
    public void Find_PeersOfOneHour_ScoreAgainstThirty(int peers, double? score) => Assert.Equal(score, Find(Calls(peers, failedOf: 5)).SingleOrDefault()?.Score);

    [Fact]
    public void Find_Mesh_IsTold()
    {
        var finding = Assert.Single(Find([.. Calls(60, failedOf: 3), .. Callers(12)]));

        Assert.Equal((Host, null, "T1090.003"), (finding.Source, finding.Target, finding.Technique));
        Assert.Equal("10.0.0.5 called up to 60 hosts on 60 different high ports within 60 minutes and answered 12; 33 % of its calls failed.", finding.Sentence);
    }

    // Nothing fails: called by others it is a mesh, not called it is a busy client.
    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    public void Find_NothingFails_NeedsCallers(int callers, int findings) => Assert.Equal(findings, Find([.. Calls(60, failedOf: 0), .. Callers(callers)]).Count);

    // A scan asks all for the same port; browsing goes to low ports; inside is not a mesh; a day is not an hour.
    [Fact]
    public void Find_OnePortForAll_FindsNone() => Assert.Empty(Find(Calls(500, failedOf: 2).Select(flow => flow with { DestinationPort = 6881 })));

    [Fact]
    public void Find_LowPorts_FindsNone() => Assert.Empty(Find(Calls(500, failedOf: 2).Select((flow, i) => flow with { DestinationPort = i % 1024 })));

    [Fact]
    public void Find_PeersInside_FindsNone() => Assert.Empty(Find(Calls(200, failedOf: 2).Select((flow, i) => flow with { Destination = $"10.1.0.{i}" })));

    [Fact]
    public void Find_SpreadOverADay_FindsNone() => Assert.Empty(Find(Calls(200, failedOf: 2).Select(flow => flow with { StartNanoseconds = flow.StartNanoseconds * 48 })));

    private static IReadOnlyList<Finding> Find(params IEnumerable<FlowRecord> flows) => DetectorRun.Find(new PeerMesh(new PeerToPeerOptions()), flows);

    private static IEnumerable<FlowRecord> Calls(int peers, int failedOf) => Enumerable.Range(0, peers).Select(i =>
        TestConnections.Flow(i * 3500.0 / peers, Host, $"203.0.{i / 250}.{i % 250}", 10_000 + 7 * i,
            failedOf > 0 && i % failedOf == 0 ? ConnectionState.S0 : ConnectionState.SF, i % 2 == 0 ? IpProtocol.Udp : IpProtocol.Tcp));

    private static IEnumerable<FlowRecord> Callers(int callers) => Enumerable.Range(0, callers).Select(i => TestConnections.Flow(i, $"198.51.100.{i}", Host, 51_413));
}
