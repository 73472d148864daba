using System.Globalization;
using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.Graphs.Layout;

namespace NetMl.Cli.Report;

/// <summary>The data inside the page, as columns. The default encoder writes every character that HTML gives a meaning to as \u003C and the like.</summary>
internal static class ReportJson
{
    public static byte[] Write(ReportContent content, NodePositions drawn, DateTimeOffset made)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Sizes(json, content, made);
            Nodes(json, content.Hosts, drawn);
            Edges(json, content.Edges);
            Communities(json, content.Communities);
            Findings(json, content);
            Time(json, content);
            Column(json, "notes", content.Notes, (one, note) => one.WriteStringValue(note));
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Sizes(Utf8JsonWriter json, ReportContent content, DateTimeOffset made)
    {
        json.WriteString("name", content.Name);
        json.WriteBoolean("isFlows", content.IsOfFlows);
        json.WriteString("made", made.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        Instant(json, "first", content.First);
        Instant(json, "last", content.Last);
        json.WriteNumber("flows", content.Flows);
        json.WriteNumber("bytes", content.Bytes);
        json.WriteNumber("hosts", content.HostTotal);
        json.WriteNumber("links", content.EdgeTotal);
        json.WriteNumber("communityTotal", content.CommunityTotal);
        json.WriteStartObject("words");
        foreach (var (name, text) in content.IsOfFlows ? ReportWords.OfFlows : ReportWords.OfGraphs)
            json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static void Nodes(Utf8JsonWriter json, IReadOnlyList<ReportHost> hosts, NodePositions drawn)
    {
        json.WriteStartObject("nodes");
        Column(json, "address", hosts, (one, host) => one.WriteStringValue(host.Address));
        Column(json, "community", hosts, (one, host) => one.WriteNumberValue(host.Community));
        Column(json, "rank", hosts, (one, host) => one.WriteRawValue(host.PageRank.ToString("G4", CultureInfo.InvariantCulture)));
        Column(json, "degree", hosts, (one, host) => one.WriteNumberValue(host.Degree));
        Column(json, "flowsOut", hosts, (one, host) => one.WriteNumberValue(host.FlowsOut));
        Column(json, "flowsIn", hosts, (one, host) => one.WriteNumberValue(host.FlowsIn));
        Column(json, "bytesOut", hosts, (one, host) => one.WriteNumberValue(host.BytesOut));
        Column(json, "bytesIn", hosts, (one, host) => one.WriteNumberValue(host.BytesIn));
        if (hosts.Any(host => host.Label is not null))
            Column(json, "label", hosts, (one, host) => one.WriteStringValue(host.Label));
        Column(json, "x", drawn.X.ToArray(), Place);
        Column(json, "y", drawn.Y.ToArray(), Place);
        json.WriteEndObject();
    }

    private static void Edges(Utf8JsonWriter json, IReadOnlyList<ReportEdge> edges)
    {
        json.WriteStartObject("edges");
        Column(json, "source", edges, (one, edge) => one.WriteNumberValue(edge.Source));
        Column(json, "target", edges, (one, edge) => one.WriteNumberValue(edge.Target));
        Column(json, "flows", edges, (one, edge) => one.WriteNumberValue(edge.Weight));
        json.WriteEndObject();
    }

    private static void Communities(Utf8JsonWriter json, IReadOnlyList<int> sizes) => Column(json, "communities", sizes, (one, hosts) =>
    {
        one.WriteStartObject();
        one.WriteNumber("hosts", hosts);
        one.WriteEndObject();
    });

    private static void Findings(Utf8JsonWriter json, ReportContent content)
    {
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < content.Hosts.Count; place++)
            placeOf.TryAdd(content.Hosts[place].Address, place);
        Column(json, "findings", content.Findings, (one, finding) =>
        {
            one.WriteStartObject();
            one.WriteString("behaviour", finding.Behaviour);
            one.WriteString("source", finding.Source);
            one.WriteNumber("host", placeOf.GetValueOrDefault(finding.Source, -1));
            one.WriteNumber("peer", Peer(finding, placeOf));
            one.WriteNumber("score", Math.Round(finding.Score, 2));
            one.WriteString("technique", finding.Technique);
            one.WriteString("sentence", finding.Sentence);
            one.WriteNumber("flows", finding.Flows);
            one.WriteStartArray("uids");
            foreach (var uid in finding.Uids ?? [])
                one.WriteStringValue(uid);
            one.WriteEndArray();
            Instant(one, "first", finding.First);
            Instant(one, "last", finding.Last);
            one.WriteEndObject();
        });
    }

    /// <summary>The target is an address, or address:port.</summary>
    private static int Peer(BehaviourFinding finding, Dictionary<string, int> placeOf)
    {
        if (finding.Target is not { } target)
            return -1;
        if (placeOf.TryGetValue(target, out var place))
            return place;
        var colon = target.LastIndexOf(':');
        return colon > 0 ? placeOf.GetValueOrDefault(target[..colon].Trim('[', ']'), -1) : -1;
    }

    private static void Time(Utf8JsonWriter json, ReportContent content)
    {
        if (content.ServiceTimes.Count == 0 || !(content.BinSeconds > 0))
        {
            json.WriteNull("time");
            return;
        }
        var bins = content.ServiceTimes;
        var services = bins.SelectMany(bin => bin.Flows).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .OrderByDescending(group => group.Sum(pair => pair.Value)).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key).ToList();
        // The page has seven colours for services, and an eighth for the rest; those without a service lie on top.
        var named = services.Take(6).ToList();
        var rest = services.Skip(6).ToList();
        json.WriteStartObject("time");
        json.WriteNumber("seconds", content.BinSeconds);
        Column(json, "starts", bins, (one, bin) => one.WriteNumberValue(bin.Start.ToUnixTimeMilliseconds() / 1000.0));
        var rows = named.Select(name => (Name: name, Flows: bins.Select(bin => bin.Flows.GetValueOrDefault(name)).ToList()))
            .Append(("other services", bins.Select(bin => bin.Others + rest.Sum(name => bin.Flows.GetValueOrDefault(name))).ToList()))
            .Append(("no service", bins.Select(bin => bin.None).ToList()))
            .Where(row => row.Item2.Any(flows => flows > 0)).ToList();
        Column(json, "services", rows, (one, row) => one.WriteStringValue(row.Item1));
        Column(json, "flows", rows, (one, row) =>
        {
            one.WriteStartArray();
            foreach (var flows in row.Item2)
                one.WriteNumberValue(flows);
            one.WriteEndArray();
        });
        json.WriteEndObject();
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset? instant)
    {
        if (instant is { } known)
            json.WriteNumber(name, known.ToUnixTimeMilliseconds() / 1000.0);
        else
            json.WriteNull(name);
    }

    private static void Place(Utf8JsonWriter json, float place) => json.WriteNumberValue(Math.Round((decimal)place, 2));

    private static void Column<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            write(json, value);
        json.WriteEndArray();
    }
}
