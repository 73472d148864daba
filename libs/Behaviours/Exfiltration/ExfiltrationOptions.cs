using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Exfiltration;

/// <summary>What counts as carrying data out.</summary>
public sealed record ExfiltrationOptions
{
    /// <summary>Width of the windows in which bytes are summed, counted from 1970; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes to one host on the Internet within a window; ≥ 1. 10 MB: below are pages, mails and chat.</summary>
    [Range(1.0, 1e15)]
    public long Bytes { get; init; } = 10_000_000;

    /// <summary>Bytes sent for each byte received; ≥ 1. Calls, games and synchronised folders go both ways.</summary>
    [Range(1.0, 1e9)]
    public double SentPerReceived { get; init; } = 5;

    /// <summary>Robust deviations (of log10 bytes) above what the host usually sends to one host in a window, once it has a history; above 0.</summary>
    [Range(1e-9, 1e9)]
    public double Deviations { get; init; } = 5;

    /// <summary>Windows of other pairings of host and target that make a history; ≥ 1.</summary>
    [Range(1, 1_000_000)]
    public int HistoryWindows { get; init; } = 24;

    /// <summary>Least score reported, 0 to 100. 70: against a history some 10 MB, without one 100 MB to somebody new, 300 MB to somebody known.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 70;
}
