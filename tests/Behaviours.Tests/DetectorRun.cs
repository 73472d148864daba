using System.Text.Json;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

/// <summary>Runs one detector over flows, by the letter of its contract, and again over the same flows in another order.</summary>
internal static class DetectorRun
{
    /// <summary>The detector's findings without what the network adds to or takes from their scores, highest score first.</summary>
    public static IReadOnlyList<Finding> Find(IDetector detector, params IEnumerable<FlowRecord> flows)
    {
        var rows = flows.ToArray();
        var findings = Once(detector, rows);
        var shuffled = rows.ToArray();
        new Random(rows.Length).Shuffle(shuffled);
        Assert.Equal(JsonSerializer.Serialize(findings), JsonSerializer.Serialize(Once(detector, shuffled)));
        return findings;
    }

    private static List<Finding> Once(IDetector detector, IReadOnlyList<FlowRecord> flows)
    {
        var table = TestConnections.Table(flows);
        if (table.Rows.IsEmpty)
            return [];
        var uids = flows.Where(flow => flow.Uid is not null).GroupBy(flow => (flow.StartNanoseconds, flow.Source, flow.Destination, flow.DestinationPort)).ToDictionary(flow => flow.Key, flow => flow.First().Uid);
        var candidates = new List<Candidate>();
        foreach (var series in Series(detector.Kind, table).OrderBy(series => new Random(series.Key.GetHashCode()).Next()))
        {
            Connection[] rows = [.. series.Value];
            if (rows.Length < detector.FewestConnections)
                continue;
            var view = new ConnectionSeries(rows, table.Hosts, Uid, table.Rows[0].Start, table.Rows[^1].Start);
            candidates.AddRange(detector.Examine(view, CancellationToken.None).Candidates);
        }
        return [.. detector.Conclude(candidates, new NetworkOfTable(table)).Select(one => one.Finding).OrderByDescending(one => one.Score).ThenBy(one => one.Id, StringComparer.Ordinal)];

        string? Uid(Connection row) => uids.GetValueOrDefault((row.Start, table.Hosts[row.Source].Text, table.Hosts[row.Target].Text, row.Port));
    }

    private static Dictionary<(int Host, int Other), List<Connection>> Series(SeriesKind kind, ConnectionTable table)
    {
        var series = new Dictionary<(int Host, int Other), List<Connection>>();
        foreach (var row in table.Rows)
        {
            switch (kind)
            {
                case SeriesKind.Pair:
                    Add((row.Source, row.Target), row);
                    break;
                case SeriesKind.Source:
                    Add((row.Source, -1), row);
                    break;
                case SeriesKind.Target:
                    Add((row.Target, -1), row);
                    break;
                default:
                    Add((row.Source, -1), row);
                    if (row.Target != row.Source)
                        Add((row.Target, -1), row);
                    break;
            }
        }
        return series;

        void Add((int Host, int Other) key, Connection row)
        {
            if (!series.TryGetValue(key, out var rows))
                series[key] = rows = [];
            rows.Add(row);
        }
    }

    private sealed class NetworkOfTable : INetworkFacts
    {
        private readonly ConnectionTable _table;
        private readonly ILookup<int, (int Other, long Start)> _meetings;
        private readonly Dictionary<int, int> _peers;
        private readonly ILookup<int, int> _callers;

        public NetworkOfTable(ConnectionTable table)
        {
            _table = table;
            var rows = table.Rows.ToArray();
            _meetings = rows.SelectMany(row => new[] { (Host: row.Source, Other: row.Target, row.Start), (Host: row.Target, Other: row.Source, row.Start) })
                .ToLookup(one => one.Host, one => (one.Other, one.Start));
            _peers = _meetings.ToDictionary(one => one.Key, one => one.DistinctBy(meeting => meeting.Other).Count());
            _callers = rows.Where(IsOutward).ToLookup(row => row.Target, row => row.Source);
        }

        private bool IsOutward(Connection row) => (Host(row.Source).Scope, Host(row.Target).Scope) switch
        {
            (AddressScope.Private, AddressScope.Public) => true,
            (AddressScope.Public, AddressScope.Public) => Peers(row.Source) >= Peers(row.Target),
            _ => false,
        };

        public long First => _table.Rows[0].Start;

        public long Last => _table.Rows[^1].Start;

        public int Insiders => _callers.SelectMany(target => target).Distinct().Count();

        public PeerAddress Host(int number) => _table.Hosts[number];

        public long FirstSeen(int host) => _meetings[host].Min(one => one.Start);

        public int Peers(int host) => _peers[host];

        public int Callers(int target) => _callers[target].Distinct().Count();
    }
}
