using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NetMl.Behaviours.Adjustments;
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

/// <summary>Section Behaviours: when the analysis runs, and in a section for each detector what counts as its behaviour. Times are written d.hh:mm:ss; lists add to what they have.</summary>
public sealed class AnalysisOptions
{
    /// <summary>A data set is analysed once no flows came for this many milliseconds, 0 to 60,000.</summary>
    [Range(0, 60_000)]
    public int QuietMilliseconds { get; set; } = 400;

    /// <summary>It is analysed at least this often while flows keep coming, in milliseconds, 0 to 3,600,000.</summary>
    [Range(0, 3_600_000)]
    public int LongestMilliseconds { get; set; } = 5_000;

    /// <summary>Most flows in one analysis, the latest ones (between three quarters of it and all, so that not each batch makes them be read anew); what was found in earlier ones stays found; each takes about 150 bytes of memory, and a few hundred more when it meets a host never seen before. All data sets together keep at most as many between two analyses. The summary of a larger data set says so. 1,000 to 100,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int MaximumFlows { get; set; } = 1_000_000;

    /// <summary>Streams of findings (server-sent events and WebSockets) open at this instance at the same time, 1 to 100,000; further ones are answered 429.</summary>
    [Range(1, 100_000)]
    public int MaximumStreams { get; set; } = 256;

    /// <summary>A stream whose reader takes nothing for this many seconds is closed, 1 to 3,600; it can go on with its last token.</summary>
    [Range(1, 3600)]
    public int SlowestReaderSeconds { get; set; } = 60;

    /// <summary>What counts as a scan.</summary>
    [ValidateObjectMembers]
    public ScanOptions Scans { get; set; } = new();

    /// <summary>What counts as a beacon.</summary>
    [ValidateObjectMembers]
    public BeaconOptions Beacons { get; set; } = new();

    /// <summary>What counts as carrying data out.</summary>
    [ValidateObjectMembers]
    public ExfiltrationOptions Exfiltration { get; set; } = new();

    /// <summary>What counts as very many hosts at once.</summary>
    [ValidateObjectMembers]
    public FanInOptions FanIn { get; set; } = new();

    /// <summary>What counts as a flood.</summary>
    [ValidateObjectMembers]
    public FloodOptions Floods { get; set; } = new();

    /// <summary>What counts as moving on inside a network.</summary>
    [ValidateObjectMembers]
    public LateralMovementOptions LateralMovement { get; set; } = new();

    /// <summary>What counts as a long connection.</summary>
    [ValidateObjectMembers]
    public LongConnectionOptions LongConnections { get; set; } = new();

    /// <summary>What counts as guessing passwords.</summary>
    [ValidateObjectMembers]
    public PasswordGuessingOptions PasswordGuessing { get; set; } = new();

    /// <summary>What counts as taking part in a peer-to-peer mesh.</summary>
    [ValidateObjectMembers]
    public PeerToPeerOptions PeerToPeer { get; set; } = new();

    /// <summary>What counts as first contact with a rare destination.</summary>
    [ValidateObjectMembers]
    public RareDestinationOptions RareDestinations { get; set; } = new();

    /// <summary>What counts as a change of role.</summary>
    [ValidateObjectMembers]
    public RoleChangeOptions RoleChanges { get; set; } = new();

    /// <summary>How the network around a finding changes its score.</summary>
    [ValidateObjectMembers]
    public AdjustmentOptions Adjustments { get; set; } = new();

    /// <summary>What the detectors are given.</summary>
    public DetectorOptions Detectors => new()
    {
        Scans = Scans,
        Beacons = Beacons,
        Exfiltration = Exfiltration,
        FanIn = FanIn,
        Floods = Floods,
        LateralMovement = LateralMovement,
        LongConnections = LongConnections,
        PasswordGuessing = PasswordGuessing,
        PeerToPeer = PeerToPeer,
        RareDestinations = RareDestinations,
        RoleChanges = RoleChanges,
        Adjustments = Adjustments,
    };
}

[OptionsValidator]
internal sealed partial class AnalysisOptionsValidator : IValidateOptions<AnalysisOptions>;
