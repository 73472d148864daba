using System.CommandLine;
using NetMl.Cli.Evaluating;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;

namespace NetMl.Cli.Commands;

/// <summary>netml evaluate MODEL</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var model = new Argument<string>("MODEL") { Description = "Name of a published model." };
        var version = CommonOptions.OptionalNumber("--version", "Version of the model; the latest unless given", 1, int.MaxValue);
        var input = new EvaluationInput();
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("evaluate", "Scores a published model on any labelled data set or imported graph.") { model, version, json, csv }
            .WithExamples(
                "netml evaluate office-flows --dataset branch",
                "netml evaluate office-flows --version 2 --dataset office --from 2026-11-20T00:00:00Z",
                "netml evaluate papers --graph cora");
        input.AddTo(command, isNeeded: true);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var request = input.Read(parse) with { Version = parse.GetValue(version) };
            var report = await EvaluationRun.RunAsync(gateway, terminal, parse.GetRequiredValue(model), request, cancellationToken);
            if (parse.GetValue(csv))
                return report.Models[0].Classes is { } classes ? terminal.WriteCsv(classes.Classes) : terminal.WriteCsv(report.Models.Select(one => one.Anomaly).OfType<AnomalyEvaluation>());
            if (parse.GetValue(json))
                terminal.WriteJson(report);
            else
                EvaluationTables.Print(terminal, report);
            return 0;
        });
        return command;
    }
}
