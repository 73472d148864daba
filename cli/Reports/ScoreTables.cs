using System.Globalization;
using NetMl.Contracts.Serving;
using NetMl.Gnn.Scores;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Predictions of one answer.</summary>
internal static class ScoreTables
{
    public static Table Flows(IEnumerable<FlowScore> flows)
    {
        var table = Tables.Create("Predictions", "start", "source", "destination", "class", ">probability", "truth");
        foreach (var flow in flows)
            table.Row(Words.Time(flow.Start), flow.Source, Destination(flow), flow.Class, Words.Percent(flow.Probability), flow.Truth ?? "-");
        return table;
    }

    /// <summary>All that were scored, by the class that was told.</summary>
    /// <param name="items">flows or hosts.</param>
    public static Table Counts(string items, IEnumerable<string> classes)
    {
        var counts = classes.CountBy(one => one).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var all = counts.Sum(pair => pair.Value);
        var table = Tables.Create("All by class", "class", $">{items}", ">share");
        foreach (var (name, count) in counts)
            table.Row(name, Words.Count(count), Words.Percent((double)count / all));
        return table;
    }

    /// <summary>The surest of another class than the usual one first, then the usual one's least sure. The usual class is the benign one, or the most frequent where none is.</summary>
    public static IEnumerable<FlowScore> SuspiciousFirst(IReadOnlyList<FlowScore> flows)
    {
        string[] classes = [.. flows.CountBy(flow => flow.Class).OrderByDescending(pair => pair.Value).Select(pair => pair.Key)];
        var usual = classes[Math.Max(0, BenignClass.Of(classes))];
        return flows.OrderBy(flow => flow.Class == usual).ThenByDescending(flow => flow.Class == usual ? 1 - flow.Probability : flow.Probability);
    }

    public static Table Hosts(IEnumerable<HostScore> hosts)
    {
        var table = Tables.Create("Most anomalous hosts", "host", ">score", "odd", "why", "nearest normal");
        foreach (var host in hosts)
            table.Row(host.Address, Words.Number(host.Score), Odd(host.IsOdd), string.Join("; ", host.Reasons ?? host.OddestFeatures), First(host.Nearest));
        return table;
    }

    public static Table Flows(IEnumerable<FlowAnomaly> flows)
    {
        var table = Tables.Create("Most anomalous flows", "start", "source", "destination", ">score", "odd", "why", "nearest normal", "truth");
        foreach (var flow in flows)
        {
            table.Row(
                Words.Time(flow.Start), flow.Source, Destination(flow.Destination, flow.DestinationPort), Words.Number(flow.Score), Odd(flow.IsOdd), string.Join("; ", flow.Reasons),
                First(flow.Nearest), flow.Truth ?? "-");
        }
        return table;
    }

    public static Table Classes(IEnumerable<HostClass> hosts)
    {
        var table = Tables.Create("Classes of hosts", "host", "class", ">probability", "windows");
        foreach (var host in hosts)
            table.Row(host.Address, host.Class, Words.Percent(host.Probability), string.Join(", ", host.Windows.Select(windows => $"{windows.Key} {Words.Count(windows.Value)}")));
        return table;
    }

    public static string Destination(FlowScore flow) => Destination(flow.Destination, flow.DestinationPort);

    private static string Destination(string address, int? known) =>
        known is { } port ? string.Create(CultureInfo.InvariantCulture, $"{address} port {port}") : address;

    private static string Odd(bool? isOdd) => isOdd switch { true => "yes", false => "no", null => "-" };

    private static string First(IReadOnlyList<string>? nearest) => nearest is { Count: > 0 } ? nearest[0] : "-";
}
