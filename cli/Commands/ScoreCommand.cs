using System.CommandLine;
using NetMl.Cli.Files;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;

namespace NetMl.Cli.Commands;

/// <summary>netml score MODEL FILE</summary>
internal static class ScoreCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var model = new Argument<string>("MODEL") { Description = "Name of a published model." };
        var file = new Argument<string>("FILE") { Description = "Flows to score in one request, plain or gzipped; '-' = standard input." };
        var version = new Option<int?>("--version") { Description = "Version of the model (default: the alias latest).", HelpName = "N" };
        var format = CommonOptions.Format();
        var top = CommonOptions.Number("--top", 20, "Rows to list. When it is given, classes of flows come with the most suspicious first, those least like benign (or the most frequent class); without it, in time order. Odd flows and hosts always come oddest first", 1, 1_000_000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("score", "Asks a published model about the flows of a file.") { model, file, version, format, top, json, csv }
            .WithExamples("netml score office-flows today.log", "netml score office-hosts today.log.gz --top 5");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var path = parse.GetRequiredValue(file);
            var source = path == FlowSources.Input ? FlowSource.OfInput(terminal.OpenInput) : FlowSource.OfFile(path);
            using var gateway = connection.Connect(parse);
            var answer = await gateway.Models.ScoreAsync(
                parse.GetRequiredValue(model), parse.GetValue(version), parse.GetValue(format), source.Name, source.Open, source.IsRepeatable, cancellationToken);
            if (parse.GetValue(csv))
                return answer.OddFlows is { } odd ? terminal.WriteCsv(odd)
                    : answer.HostClasses is { } classes ? terminal.WriteCsv(classes)
                    : answer.Hosts.Count > 0 ? terminal.WriteCsv(answer.Hosts) : terminal.WriteCsv(answer.Flows);
            if (parse.GetValue(json))
                terminal.WriteJson(answer);
            else
                Print(terminal, answer, parse.GetValue(top), parse.GetResult(top) is { Implicit: false });
            return 0;
        });
        return command;
    }

    private static void Print(Terminal terminal, ScoreResponse answer, int top, bool suspiciousFirst)
    {
        terminal.WriteRaw(
            $"{answer.Model} version {answer.Version} ({answer.Task}) answered by {answer.Replica}: "
            + $"{Words.Count(answer.Flows.Count + answer.Hosts.Count + (answer.HostClasses?.Count ?? 0) + (answer.OddFlows?.Count ?? 0))} scored, {Words.Count(answer.RowsRejected)} rows rejected.");
        if (answer.Threshold is { } threshold)
            terminal.WriteRaw($"Scores above {Words.Number(threshold)} ({answer.Scorer}) are called odd.");
        if (answer.Flows.Count > 0)
        {
            terminal.Out.Write(ScoreTables.Flows((suspiciousFirst ? ScoreTables.SuspiciousFirst(answer.Flows) : answer.Flows).Take(top)));
            terminal.Out.Write(ScoreTables.Counts("flows", answer.Flows.Select(flow => flow.Class)));
        }
        if (answer.Hosts.Count > 0)
            terminal.Out.Write(ScoreTables.Hosts(answer.Hosts.Take(top)));
        if (answer.HostClasses is { } classes)
        {
            terminal.Out.Write(ScoreTables.Classes(classes.Take(top)));
            terminal.Out.Write(ScoreTables.Counts("hosts", classes.Select(host => host.Class)));
        }
        foreach (var note in answer.Notes ?? [])
            terminal.WriteRaw(Tables.Harmless(note));
        if (answer.OddFlows is { } odd)
            terminal.Out.Write(ScoreTables.Flows(odd.Take(top)));
    }
}
