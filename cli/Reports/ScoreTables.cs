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
        var table = Tables.Create("Most anomalous hosts", "host", ">score", "oddest features");
        foreach (var host in hosts)
            table.Row(host.Address, Words.Number(host.Score), string.Join(", ", host.OddestFeatures));
        return table;
    }

    public static string Destination(FlowScore flow) =>
        flow.DestinationPort is { } port ? string.Create(CultureInfo.InvariantCulture, $"{flow.Destination} port {port}") : flow.Destination;
}
