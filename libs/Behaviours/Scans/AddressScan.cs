using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Scans;

/// <summary>Finds a source that fails to reach one port on many hosts (a horizontal scan); scans of several ports by one source are one finding.</summary>
/// <remarks>
/// O(m log m) for m flows of the source. Source: Zeek's scan.zeek; we differ: the window slides instead of starting anew every five minutes, and a
/// second, longer one finds slow scans. A scan of many ports of several hosts is left to <see cref="PortScan"/>, which says it as one.
/// </remarks>
public sealed class AddressScan(ScanOptions options) : IDetector
{
    /// <inheritdoc/>
    public string Name => BehaviourNames.AddressScan;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Source;

    /// <inheritdoc/>
    public int FewestConnections => Math.Min(options.Hosts, options.SlowHosts);

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        var attempts = ScanAttempts.Of(series.Rows, options, FewestConnections);
        ScanOfSource? scan = null;
        foreach (var atPort in ScanAttempts.Group(series.Rows, attempts, PortAndProtocol))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ScanBursts.OfHosts(series.Rows, atPort, options) is { } bursts)
                (scan ??= new ScanOfSource()).Add(series.Rows, bursts);
        }
        if (scan is null || IsBlock(series.Rows, attempts, scan))
            return Examination.Nothing;
        var candidate = scan.Describe(series, options);
        return candidate.Finding.Score < options.MinimumScore ? Examination.Nothing : new Examination([candidate]);
    }

    private static long PortAndProtocol(Connection connection) => ((long)connection.Port << 8) | connection.Protocol;

    private static long TargetOf(Connection connection) => connection.Target;

    /// <summary>Whether at least half of it belongs to port scans of several hosts.</summary>
    private bool IsBlock(ReadOnlySpan<Connection> rows, List<int> attempts, ScanOfSource scan)
    {
        int hosts = 0, shared = 0;
        foreach (var atHost in ScanAttempts.Group(rows, attempts, TargetOf))
        {
            if (PortScan.Find(rows, atHost, options) is not { } bursts)
                continue;
            hosts++;
            shared += bursts.Failed.Count(scan.Failed.Contains);
        }
        return hosts >= options.BlockHosts && 2 * shared >= scan.Failed.Count;
    }
}
