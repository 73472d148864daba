using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Data sets, and what one consists of.</summary>
internal static class DatasetTables
{
    private const int MostNames = 12;

    public static Table List(IEnumerable<DatasetSummary> datasets)
    {
        var table = Tables.Create(null, "data set", ">flows", ">analysed", ">labelled", ">stored", "first flow", "last flow");
        foreach (var one in datasets)
        {
            table.Row(
                one.Dataset, Words.Count(one.Rows), Words.Count(one.AnalysedRows), Words.Count(one.LabelledRows), Words.Bytes(one.Bytes),
                Words.Time(one.FirstFlow), Words.Time(one.LastFlow));
        }
        return table;
    }

    public static void Print(Terminal terminal, DatasetStatistics statistics)
    {
        terminal.WriteRaw(HostTable.Describe(statistics.Graph));
        terminal.WriteRaw(
            $"{Words.Time(statistics.FirstFlow)} to {Words.Time(statistics.LastFlow)} UTC, {Words.Bytes(statistics.BytesSent)} sent, {Words.Bytes(statistics.BytesReceived)} received, "
            + $"{Words.Count(statistics.PacketsSent + statistics.PacketsReceived, "packet", "packets")}, {Words.Count(statistics.Failed, "flow", "flows")} in vain");
        terminal.Out.Write(Counts("protocol", statistics.Protocols));
        terminal.Out.Write(Counts("service", statistics.Services));
        terminal.Out.Write(Counts("state", statistics.States));
        terminal.Out.Write(Counts("label", statistics.Labels));
        terminal.Out.Write(HostReport.Traffic("Flows by hour", statistics.Hours));
    }

    private static Table Counts(string what, IReadOnlyDictionary<string, long> counts)
    {
        var table = Tables.Create(null, what, ">flows");
        foreach (var (name, flows) in counts.Take(MostNames))
            table.Row(name.Length == 0 ? "(none)" : name, Words.Count(flows));
        if (counts.Count > MostNames)
            table.Row($"{counts.Count - MostNames} more", Words.Count(counts.Skip(MostNames).Sum(pair => pair.Value)));
        return table;
    }
}
