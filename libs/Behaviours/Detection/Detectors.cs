using NetMl.Behaviours.Beaconing;
using NetMl.Behaviours.Exfiltration;
using NetMl.Behaviours.Floods;
using NetMl.Behaviours.LateralMovement;
using NetMl.Behaviours.LongConnections;
using NetMl.Behaviours.PasswordGuessing;
using NetMl.Behaviours.PeerToPeer;
using NetMl.Behaviours.RareDestinations;
using NetMl.Behaviours.Roles;
using NetMl.Behaviours.Scans;

namespace NetMl.Behaviours.Detection;

/// <summary>All detectors.</summary>
public static class Detectors
{
    /// <summary>One of each, with their thresholds.</summary>
    public static IReadOnlyList<IDetector> All(DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new AddressScan(options.Scans),
            new PortScan(options.Scans),
            new BeaconDetector(options.Beacons),
            new DataExfiltration(options.Exfiltration),
            new FanIn(options.FanIn),
            new Flood(options.Floods),
            new GuessedLogins(options.PasswordGuessing),
            new LongConnection(options.LongConnections),
            new NewAdministration(options.LateralMovement),
            new PeerMesh(options.PeerToPeer),
            new RareDestination(options.RareDestinations),
            new RoleChange(options.RoleChanges),
        ];
    }
}
