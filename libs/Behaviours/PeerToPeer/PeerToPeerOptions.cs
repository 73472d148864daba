using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.PeerToPeer;

/// <summary>What counts as taking part in a peer-to-peer mesh.</summary>
public sealed record PeerToPeerOptions
{
    /// <summary>Length of the windows, counted from 1970; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Different hosts on the Internet called on high ports within a window; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int Peers { get; init; } = 30;

    /// <summary>Ports below this belong to services, not to peers.</summary>
    [Range(0, 65_536)]
    public int LowestPeerPort { get; init; } = 1024;

    /// <summary>Different ports for each peer called, 0 to 1: peers listen wherever they like, a scan asks all for the same.</summary>
    [Range(0.0, 1.0)]
    public double PortsPerPeer { get; init; } = 0.3;

    /// <summary>Share of the calls on high ports that fail, 0 to 1: lists of peers are always out of date. Being called counts instead.</summary>
    [Range(0.0, 1.0)]
    public double FailedShare { get; init; } = 0.1;

    /// <summary>Different hosts on the Internet that are answered on high ports, which stand for the failed calls; ≥ 1.</summary>
    [Range(1, 1_000_000)]
    public int Callers { get; init; } = 5;

    /// <summary>Least score reported, 0 to 100: 50 at the fewest peers, 100 at ten times as many.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 50;
}
