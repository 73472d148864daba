using System.Globalization;
using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Scans;

/// <summary>Finds a source that fails to reach one port on many hosts in a short time; scans of several ports by one source are one finding.</summary>
/// <remarks>O(m log m). Source: Zeek's scan.zeek; we differ: the window slides instead of starting anew every five minutes.</remarks>
public sealed class AddressScan(ScanOptions options) : IBehaviourDetector
{
    /// <inheritdoc/>
    public string Name => BehaviourNames.AddressScan;

    /// <inheritdoc/>
    public IReadOnlyList<Finding> Detect(ConnectionTable connections, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connections);
        var scans = new Dictionary<int, ScanOfSource>();
        foreach (var attempts in ConnectionGroups.Of(connections, (_, connection) => ScanAttempts.Counts(connection, options), SourceAndPort))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Examine(connections, attempts, scans);
        }
        return [.. scans.Values.Select(scan => scan.Describe(connections, options)).Where(finding => finding.Score >= options.MinimumScore)];
    }

    /// <summary>31 bits of source, 16 of port, 8 of protocol.</summary>
    private static long SourceAndPort(Connection connection) => ((long)connection.Source << 24) | ((long)connection.Port << 8) | connection.Protocol;

    private void Examine(ConnectionTable connections, ReadOnlySpan<int> attempts, Dictionary<int, ScanOfSource> scans)
    {
        if (ScanBursts.Find(connections, attempts, TargetOf, options.Window, options.Hosts) is not { } bursts)
            return;
        var source = connections.Rows[attempts[0]].Source;
        if (!scans.TryGetValue(source, out var known))
            scans[source] = known = new ScanOfSource();
        known.Add(connections, bursts);
    }

    private static int TargetOf(Connection connection) => connection.Target;

    /// <summary>All scanned ports of one source.</summary>
    private sealed class ScanOfSource
    {
        private readonly HashSet<int> _hosts = [];
        private int _first = int.MaxValue;
        private int _last = -1;
        private int _ports;
        private int _bursts;
        private int _failed;
        private int _attempts;
        private int _most;
        private Connection _fullest;

        public void Add(ConnectionTable connections, ScanBursts bursts)
        {
            _first = Math.Min(_first, bursts.Failed[0]);
            _last = Math.Max(_last, bursts.Failed[^1]);
            _hosts.UnionWith(bursts.Distinct(connections, TargetOf));
            _ports++;
            _bursts += bursts.Count;
            _failed += bursts.Failed.Count;
            _attempts += bursts.Attempts;
            if (bursts.Most <= _most)
                return;
            _most = bursts.Most;
            _fullest = connections.Rows[bursts.Failed[0]];
        }

        public Finding Describe(ConnectionTable connections, ScanOptions options)
        {
            long first = connections.Rows[_first].Start, last = connections.Rows[_last].Start;
            var source = connections.Hosts[_fullest.Source].Text;
            var seconds = (last - first) / 1e9;
            var evidence = new Dictionary<string, double>
            {
                ["hosts"] = _hosts.Count,
                ["most_hosts_in_window"] = _most,
                ["port"] = _fullest.Port,
                ["scanned_ports"] = _ports,
                ["bursts"] = _bursts,
                ["failed_attempts"] = _failed,
                ["attempts"] = _attempts,
                ["failed_share"] = Math.Round(_failed / (double)_attempts, 4),
                ["duration_seconds"] = Math.Round(seconds, 3),
            };
            var more = _ports == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {_ports - 1} more");
            var sentence = string.Create(CultureInfo.InvariantCulture,
                $"{source} tried {_hosts.Count} hosts on {Ports.InWords(_fullest.Port, _fullest.Protocol)}{more} within {Durations.InWords(seconds)}; {_failed} of {_attempts} attempts failed.");
            return new Finding(BehaviourNames.AddressScan, source, null, first, last, ScanScore.Of(_hosts.Count, options.Hosts, _failed, _attempts), "T1046", evidence, sentence);
        }
    }
}
