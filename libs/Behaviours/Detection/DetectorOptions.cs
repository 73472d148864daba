using NetMl.Behaviours.Adjustments;
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

/// <summary>Thresholds of all detectors; what is not set is as by default.</summary>
public sealed record DetectorOptions
{
    /// <summary>What counts as a scan.</summary>
    public ScanOptions Scans { get; init; } = new();

    /// <summary>What counts as a beacon.</summary>
    public BeaconOptions Beacons { get; init; } = new();

    /// <summary>What counts as carrying data out.</summary>
    public ExfiltrationOptions Exfiltration { get; init; } = new();

    /// <summary>What counts as very many hosts at once.</summary>
    public FanInOptions FanIn { get; init; } = new();

    /// <summary>What counts as a flood.</summary>
    public FloodOptions Floods { get; init; } = new();

    /// <summary>What counts as moving on inside a network.</summary>
    public LateralMovementOptions LateralMovement { get; init; } = new();

    /// <summary>What counts as a long connection.</summary>
    public LongConnectionOptions LongConnections { get; init; } = new();

    /// <summary>What counts as guessing passwords.</summary>
    public PasswordGuessingOptions PasswordGuessing { get; init; } = new();

    /// <summary>What counts as taking part in a peer-to-peer mesh.</summary>
    public PeerToPeerOptions PeerToPeer { get; init; } = new();

    /// <summary>What counts as first contact with a rare destination.</summary>
    public RareDestinationOptions RareDestinations { get; init; } = new();

    /// <summary>What counts as a change of role.</summary>
    public RoleChangeOptions RoleChanges { get; init; } = new();

    /// <summary>How the network around a finding changes its score.</summary>
    public AdjustmentOptions Adjustments { get; init; } = new();
}
