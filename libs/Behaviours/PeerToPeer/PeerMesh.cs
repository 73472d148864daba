using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.PeerToPeer;

/// <summary>Finds hosts that talk with many others on the Internet on many high ports, as file sharing and peer-to-peer bots do.</summary>
/// <remarks>
/// O(m) for m connections of the host. Peers are public addresses on high ports that no common service uses. The technique is multi-hop
/// proxy, since the bots of a mesh pass each other's traffic on; file sharing and some games look the same.
/// </remarks>
public sealed class PeerMesh(PeerToPeerOptions options) : IDetector
{
    /// <summary>High ports of services that many hosts call: SIP, STUN, push notification, proxies, game and chat servers keep one port for all.</summary>
    private static readonly HashSet<int> KnownPorts = [1194, 1883, 1935, 3478, 3479, 4500, 5060, 5061, 5222, 5223, 5228, 5353, 8000, 8008, 8009, 8080, 8443, 8883, 19302, 33434];

    /// <inheritdoc/>
    public string Name => BehaviourNames.PeerToPeer;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Host;

    /// <inheritdoc/>
    public int FewestConnections => options.Peers;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        var host = SeriesHost.Of(series);
        if (host < 0 || series.Host(host).Scope == AddressScope.Group)
            return Examination.Nothing;
        Mesh? best = null;
        var rows = new List<int>();
        double windows = 0;
        for (int begin = 0, end; begin < series.Rows.Length; begin = end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var window = Times.Window(series.Rows[begin].Start, options.Window);
            end = begin + 1;
            while (end < series.Rows.Length && Times.Window(series.Rows[end].Start, options.Window) == window)
                end++;
            var mesh = Mesh.Of(series, begin, end, host, options.LowestPeerPort);
            if (!IsMesh(mesh))
                continue;
            windows++;
            rows.AddRange(mesh.Rows);
            if (best is null || mesh.Peers > best.Peers)
                best = mesh;
        }
        if (best is null)
            return Examination.Nothing;
        var score = ThresholdScore.Of(best.Peers, options.Peers);
        return score < options.MinimumScore ? Examination.Nothing : new Examination([Describe(series, host, best, rows, windows, score)]);
    }

    private bool IsMesh(Mesh mesh) =>
        mesh.Peers >= options.Peers && mesh.PeerPorts >= options.PortsPerPeer * mesh.Peers
        && (mesh.FailedShare >= options.FailedShare || mesh.Callers >= options.Callers);

    private Candidate Describe(ConnectionSeries series, int host, Mesh best, List<int> rows, double windows, double score)
    {
        Connection first = series.Rows[rows[0]], last = series.Rows[rows[^1]];
        var source = series.Host(host).Text;
        var evidence = new Dictionary<string, double>
        {
            ["most_peers_in_window"] = best.Peers,
            ["peer_ports"] = best.PeerPorts,
            ["callers"] = best.Callers,
            ["failed_share"] = Math.Round(best.FailedShare, 4),
            ["udp_share"] = Math.Round(best.UdpShare, 4),
            ["window_seconds"] = options.Window.TotalSeconds,
            ["windows"] = windows,
        };
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} called up to {best.Peers} hosts on {best.PeerPorts} different high ports within {Durations.InWords(options.Window.TotalSeconds)} and answered {best.Callers}; {Math.Round(100 * best.FailedShare)} % of its calls failed.");
        return new Candidate(host, -1, -1, IpProtocol.Unknown,
            new Finding(Name, source, null, first.Start, last.Start, score, "T1090.003", evidence, sentence) { Flows = rows.Count, Uids = RowUids.Of(series, rows) });
    }

    /// <summary>One host's calls on high ports within one window.</summary>
    private sealed record Mesh(int Peers, int PeerPorts, int Callers, double FailedShare, double UdpShare, IReadOnlyList<int> Rows)
    {
        public static Mesh Of(ConnectionSeries series, int begin, int end, int host, int lowestPort)
        {
            HashSet<int> peers = [], ports = [], callers = [];
            var rows = new List<int>();
            int calls = 0, failed = 0, datagrams = 0;
            for (var i = begin; i < end; i++)
            {
                var row = series.Rows[i];
                var other = row.Source == host ? row.Target : row.Source;
                if (row.Port < lowestPort || KnownPorts.Contains(row.Port) || row.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp) || series.Host(other).Scope != AddressScope.Public)
                    continue;
                rows.Add(i);
                datagrams += row.Protocol == IpProtocol.Udp ? 1 : 0;
                if (row.Target == host)
                {
                    if (IsAnswered(row))
                        callers.Add(other);
                    continue;
                }
                calls++;
                failed += IsAnswered(row) ? 0 : 1;
                peers.Add(other);
                ports.Add(row.Port);
            }
            return new Mesh(peers.Count, ports.Count, callers.Count, calls == 0 ? 0 : failed / (double)calls, rows.Count == 0 ? 0 : datagrams / (double)rows.Count, rows);
        }

        /// <summary>Unanswered datagrams are no failures in a log of connections.</summary>
        private static bool IsAnswered(Connection row) => !row.Failed && row.TargetBytes != 0 && row.TargetPackets != 0;
    }
}
