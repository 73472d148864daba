using System.Globalization;
using NetMl.Contracts.Serving;
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
