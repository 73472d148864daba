using NetMl.Cli.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NetMl.Cli.Top;

/// <summary>One frame as tables.</summary>
internal static class TopScreen
{
    private const int SparklineWidth = 48;
    private const int MostDatasets = 6;

    /// <param name="room">Rows of each table at most.</param>
    /// <param name="hint">The last line: how to leave; null in a plain frame.</param>
    public static IRenderable Create(TopFrame frame, TopRates rates, int room, string? hint)
    {
        var rows = new List<IRenderable> { Header(frame, rates) };
        if (frame.Problem is not null)
            rows.Add(new Text($"{frame.Problem} Trying again; the numbers are the last ones known.", new Style(Color.Red, decoration: Decoration.Bold)));
        if (frame.Datasets.Count == 0 && frame.Problem is null)
            rows.Add(new Text("There is no data set yet: send flows with 'netml ingest NAME FILE'."));
        if (frame.Datasets.Count > 0)
            rows.Add(Datasets(frame, rates, Math.Min(room, MostDatasets)));
        if (frame.Talkers.Count > 0)
            rows.Add(Talkers(frame, room));
        if (frame.Dataset is not null && frame.Datasets.Count > 0)
            rows.Add(Findings(frame, room));
        if (hint is not null)
            rows.Add(new Text(hint, new Style(decoration: Decoration.Dim)));
        return new Rows(rows);
    }

    private static Text Header(TopFrame frame, TopRates rates)
    {
        if (frame.Dataset is not { } dataset)
            return new Text($"netml top, {Words.Time(frame.Time)} UTC");
        var rate = rates.Of(dataset);
        var history = Sparkline.Of(rates.History(dataset), SparklineWidth);
        return new Text(
            $"{dataset}, {Words.Time(frame.Time)} UTC: {Words.Number(Math.Round(rate.Flows, 1))} flows/s, {Words.Bytes((long)rate.Bytes)}/s stored"
            + $"{(frame.Graph is { } graph ? $", {Words.Count(graph.Hosts, "host", "hosts")}, {Words.Count(graph.Edges, "edge", "edges")}" : "")}{(history.Length == 0 ? "" : $"  {history}")}",
            new Style(decoration: Decoration.Bold));
    }

    private static Table Datasets(TopFrame frame, TopRates rates, int room)
    {
        var table = Tables.Create(null, "data set", ">flows/s", ">stored/s", ">flows", ">analysed", ">stored", "last flow");
        var shown = frame.Datasets.OrderByDescending(one => one.Dataset == frame.Dataset).ThenByDescending(one => rates.Of(one.Dataset).Flows).ThenByDescending(one => one.LastFlow).ToList();
        foreach (var one in shown.Take(room))
        {
            var rate = rates.Of(one.Dataset);
            table.Row(
                one.Dataset, Words.Number(Math.Round(rate.Flows, 1)), $"{Words.Bytes((long)rate.Bytes)}/s", Words.Count(one.Rows), Words.Count(one.AnalysedRows), Words.Bytes(one.Bytes),
                one.Problem ?? Words.Time(one.LastFlow));
        }
        return shown.Count <= room ? table : table.Row($"{shown.Count - room} more");
    }

    private static Table Talkers(TopFrame frame, int room)
    {
        var table = Tables.Create($"Top talkers of {frame.Dataset}", "host", ">sent", ">received", ">flows opened", ">answered", ">peers");
        foreach (var host in frame.Talkers.Take(room))
        {
            string Bytes(string name) => Words.Bytes((long)host.Features.GetValueOrDefault(name));
            string Count(string name) => Words.Count((long)host.Features.GetValueOrDefault(name));
            table.Row(host.Address, Bytes("bytes_out"), Bytes("bytes_in"), Count("flows_out"), Count("flows_in"), Count("degree"));
        }
        return table;
    }

    private static IRenderable Findings(TopFrame frame, int room)
    {
        if (frame.FindingTotal == 0)
            return new Text($"No behaviour was found in {frame.Dataset} so far.");
        var table = Tables.Create(
            $"{Words.Page(0, Math.Min(room, frame.Findings.Count), frame.FindingTotal, "finding", "findings")}, latest first", "last flow", ">score", "behaviour", "host", "evidence");
        foreach (var finding in frame.Findings.Take(room))
            table.Row(Words.Time(finding.Last), Words.Number(Math.Round(finding.Score, 1)), finding.Behaviour, finding.Source, finding.Sentence);
        return table;
    }
}
