using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Scans;

/// <summary>What counts as a scan. Defaults of the fast ones are the thresholds of Zeek's scan.zeek.</summary>
/// <param name="Hosts">Hosts that one source must fail to reach on one port within the window; ≥ 2.</param>
/// <param name="Ports">Ports that one source must fail to reach on one host within the window; ≥ 2.</param>
/// <param name="Window">Length of the sliding window; above 0.</param>
/// <param name="MinimumScore">Least score reported, 0 to 100; 0 reports all that pass the thresholds.</param>
/// <param name="IncludeUdp">Also unanswered UDP. Off as in Zeek: peer-to-peer and discovery protocols leave many of those.</param>
public sealed record ScanOptions(
    [property: Range(2, 1_000_000)] int Hosts, [property: Range(2, 65_536)] int Ports, [property: Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")] TimeSpan Window,
    [property: Range(0.0, 100.0)] double MinimumScore = 20, bool IncludeUdp = false)
{
    /// <summary>25 hosts on a port, 15 ports on a host, in 5 minutes.</summary>
    public ScanOptions()
        : this(25, 15, TimeSpan.FromMinutes(5))
    {
    }

    /// <summary>Hosts that a slow scan must fail to reach on one port within <see cref="SlowWindow"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int SlowHosts { get; init; } = 100;

    /// <summary>Ports that a slow scan must fail to reach on one host within <see cref="SlowWindow"/>; ≥ 2.</summary>
    [Range(2, 65_536)]
    public int SlowPorts { get; init; } = 50;

    /// <summary>Length of the sliding window of slow scans; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan SlowWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Share of the attempts of a slow scan that must fail, 0 to 1: in hours, a busy host meets many that do not answer.</summary>
    [Range(0.0, 1.0)]
    public double SlowFailedShare { get; init; } = 0.9;

    /// <summary>Hosts of which one source scans the ports before that is one block scan; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int BlockHosts { get; init; } = 3;
}
