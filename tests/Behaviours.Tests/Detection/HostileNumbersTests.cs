using NetMl.Behaviours.Detection;
using NetMl.Behaviours.Exfiltration;
using NetMl.Behaviours.Floods;
using NetMl.Behaviours.LateralMovement;
using NetMl.Behaviours.LongConnections;
using NetMl.Behaviours.PasswordGuessing;
using NetMl.Behaviours.PeerToPeer;
using NetMl.Behaviours.RareDestinations;
using NetMl.Behaviours.Roles;

namespace NetMl.Behaviours.Tests.Detection;

/// <summary>Every detector, over flows with impossible numbers: no exception, and no score or number that is none.</summary>
public class HostileNumbersTests
{
    public static TheoryData<IDetector> Detectors() =>
    [
        new DataExfiltration(new ExfiltrationOptions()),
        new Flood(new FloodOptions()),
        new FanIn(new FanInOptions { Sources = 2 }),
        new LongConnection(new LongConnectionOptions()),
        new GuessedLogins(new PasswordGuessingOptions { SshSessions = 2, SmbSessions = 2 }),
        new NewAdministration(new LateralMovementOptions { LearningShare = 0, NewHosts = 2 }),
        new PeerMesh(new PeerToPeerOptions { Peers = 2 }),
        new RareDestination(new RareDestinationOptions { LearningShare = 0 }),
        new RoleChange(new RoleChangeOptions { HistoryWindows = 2, LastingWindows = 1 }),
    ];

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Find_HostileNumbers_StaysWithinBounds(IDetector detector)
    {
        string[] hosts = ["10.0.0.1", "10.0.0.2", "203.0.113.1", "239.0.0.1", "2001:db8::1"];

        var findings = DetectorRun.Find(detector, hosts.SelectMany(source => hosts.SelectMany(target => HostileFlows.All(source, target))));

        Assert.All(findings, finding =>
        {
            Assert.InRange(finding.Score, 0, 100);
            Assert.All(finding.Evidence.Values, value => Assert.True(double.IsFinite(value), finding.Sentence));
            Assert.True(finding.First <= finding.Last, finding.Sentence);
        });
        Assert.Equal(findings.Count, findings.DistinctBy(finding => finding.Id).Count());
    }
}
