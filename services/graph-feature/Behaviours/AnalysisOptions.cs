using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NetMl.Behaviours.Beaconing;
using NetMl.Behaviours.Detection;
using NetMl.Behaviours.Exfiltration;
using NetMl.Behaviours.Floods;
using NetMl.Behaviours.LateralMovement;
using NetMl.Behaviours.LongConnections;
using NetMl.Behaviours.PasswordGuessing;
using NetMl.Behaviours.PeerToPeer;
using NetMl.Behaviours.RareDestinations;
using NetMl.Behaviours.Roles;
using NetMl.Behaviours.Scans;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Section Behaviours: when the analysis runs and what counts as a behaviour.</summary>
public sealed class AnalysisOptions
{
    /// <summary>A data set is analysed once no flows came for this many milliseconds, 0 to 60,000.</summary>
    [Range(0, 60_000)]
    public int QuietMilliseconds { get; set; } = 400;

    /// <summary>It is analysed at least this often while flows keep coming, in milliseconds, 0 to 3,600,000.</summary>
    [Range(0, 3_600_000)]
    public int LongestMilliseconds { get; set; } = 5_000;

    /// <summary>Most flows in one analysis, the latest ones; each takes about 150 bytes of memory, and a few hundred more when it meets a host never seen before. All data sets together keep at most as many between two analyses. The summary of a larger data set says so. 1,000 to 100,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaximumFlows { get; set; } = 1_000_000;

    /// <summary>Streams of findings (server-sent events and WebSockets) open at this instance at the same time, 1 to 100,000; further ones are answered 429.</summary>
    [Range(1, 100_000)]
    public int MaximumStreams { get; set; } = 256;

    /// <summary>A stream whose reader takes nothing for this many seconds is closed, 1 to 3,600; it can go on with its last token.</summary>
    [Range(1, 3600)]
    public int SlowestReaderSeconds { get; set; } = 60;

    /// <summary>Hosts that one source must fail to reach on one port, 2 to 65,536.</summary>
    [Range(2, 65_536)]
    public int ScanHosts { get; set; } = 25;

    /// <summary>Ports that one source must fail to reach on one host, 2 to 65,536.</summary>
    [Range(2, 65_536)]
    public int ScanPorts { get; set; } = 15;

    /// <summary>Sliding window of both scans in seconds, 1 to 86,400.</summary>
    [Range(1, 86_400)]
    public int ScanWindowSeconds { get; set; } = 300;

    /// <summary>Also count unanswered UDP as failed attempts of a scan.</summary>
    public bool ScanUdp { get; set; }

    /// <summary>Connections that a beacon needs, 4 to 1,000,000.</summary>
    [Range(4, 1_000_000)]
    public int BeaconConnections { get; set; } = new BeaconOptions().MinimumConnections;

    /// <summary>Least score of a reported beacon, 0 to 100.</summary>
    [Range(0.0, 100.0)]
    public double BeaconScore { get; set; } = new BeaconOptions().MinimumScore;

    /// <summary>Also look for beacons between two private addresses.</summary>
    public bool BeaconInternalPairs { get; set; }

    /// <summary>What counts as an upload: units and ranges as in docs/behaviours.md; so with the sections below.</summary>
    [ValidateObjectMembers]
    public ExfiltrationOptions Exfiltration { get; set; } = new();

    /// <summary>What counts as a fan-in.</summary>
    [ValidateObjectMembers]
    public FanInOptions FanIn { get; set; } = new();

    /// <summary>What counts as a flood.</summary>
    [ValidateObjectMembers]
    public FloodOptions Floods { get; set; } = new();

    /// <summary>What counts as lateral movement.</summary>
    [ValidateObjectMembers]
    public LateralMovementOptions LateralMovement { get; set; } = new();

    /// <summary>What counts as a long connection.</summary>
    [ValidateObjectMembers]
    public LongConnectionOptions LongConnections { get; set; } = new();

    /// <summary>What counts as guessing.</summary>
    [ValidateObjectMembers]
    public PasswordGuessingOptions PasswordGuessing { get; set; } = new();

    /// <summary>What counts as a peer-to-peer mesh.</summary>
    [ValidateObjectMembers]
    public PeerToPeerOptions PeerToPeer { get; set; } = new();

    /// <summary>What counts as a rare destination.</summary>
    [ValidateObjectMembers]
    public RareDestinationOptions RareDestinations { get; set; } = new();

    /// <summary>What counts as a change of role.</summary>
    [ValidateObjectMembers]
    public RoleChangeOptions RoleChanges { get; set; } = new();

    /// <summary>What the detectors are given.</summary>
    public DetectorOptions Detectors => new()
    {
        Scans = new ScanOptions { Hosts = ScanHosts, Ports = ScanPorts, Window = TimeSpan.FromSeconds(ScanWindowSeconds), IncludeUdp = ScanUdp },
        Beacons = new BeaconOptions(BeaconConnections, BeaconScore, BeaconInternalPairs),
        Exfiltration = Exfiltration,
        FanIn = FanIn,
        Floods = Floods,
        LateralMovement = LateralMovement,
        LongConnections = LongConnections,
        PasswordGuessing = PasswordGuessing,
        PeerToPeer = PeerToPeer,
        RareDestinations = RareDestinations,
        RoleChanges = RoleChanges,
    };
}

[OptionsValidator]
internal sealed partial class AnalysisOptionsValidator : IValidateOptions<AnalysisOptions>;
