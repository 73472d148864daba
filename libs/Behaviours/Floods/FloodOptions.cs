using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.Floods;

/// <summary>What counts as a flood from one host to one port of another.</summary>
public sealed record FloodOptions
{
    /// <summary>Length of the sliding window; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Connections to one port within the window; ≥ 2. 200 a minute is more than browsers, mailers and monitors open.</summary>
    [Range(2, 1_000_000)]
    public int Connections { get; init; } = 200;

    /// <summary>How many times more queries than <see cref="Connections"/> a resolver (port 53) must get; ≥ 1.</summary>
    [Range(1.0, 1e9)]
    public double ResolverFactor { get; init; } = 10;

    /// <summary>Connections that one host opened within <see cref="SlowWindow"/> and keeps open at once while hardly anything is answered (Slowloris and its like); ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int OpenAtOnce { get; init; } = 100;

    /// <summary>See <see cref="OpenAtOnce"/>; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan SlowWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Packets per second of one connection that the target does not answer; above 0.</summary>
    [Range(1e-9, 1e9)]
    public double UnansweredPacketsPerSecond { get; init; } = 1000;

    /// <summary>Bytes per second of one connection that the target does not answer; above 0. 1 MB: a stream of video, which is answered.</summary>
    [Range(1e-9, 1e9)]
    public double UnansweredBytesPerSecond { get; init; } = 1_000_000;

    /// <summary>Fewest such packets in all; ≥ 1.</summary>
    [Range(1.0, 1e15)]
    public long UnansweredPackets { get; init; } = 10_000;

    /// <summary>Fewest of them for TCP, where a client stops after a handful; ≥ 1.</summary>
    [Range(1.0, 1e15)]
    public long UnansweredTcpPackets { get; init; } = 1000;

    /// <summary>How many times more than usual the pair must do once it has been busy for <see cref="History"/>; ≥ 1.</summary>
    [Range(1.0, 1e9)]
    public double TimesUsual { get; init; } = 10;

    /// <summary>Busy time (windows with connections) after which the pair's own median counts as usual; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan History { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Least score reported, 0 to 100: 50 at a threshold, 100 at ten times a threshold.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 50;
}
