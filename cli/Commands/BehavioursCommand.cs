using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml behaviours DATASET</summary>
internal static class BehavioursCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var behaviour = new Option<string?>("--behaviour") { Description = "Only this one: address-scan, port-scan or beacon.", HelpName = "NAME" };
        var minScore = CommonOptions.Number("--min-score", 0, "Least score to list, 0 to 100", 0, 100);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("behaviours", "Lists scans and beacons with their evidence, highest score first.") { dataset, behaviour, minScore, json, csv }
            .WithExamples("netml behaviours office", "netml behaviours office --behaviour beacon --min-score 80 --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var findings = await gateway.Datasets.GetBehavioursAsync(
                parse.GetValue(dataset) ?? "", parse.GetValue(behaviour), parse.GetValue(minScore), cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(findings);
            if (parse.GetValue(json))
                terminal.WriteJson(findings);
            else if (findings.Count == 0)
                terminal.WriteRaw("No behaviour was found.");
            else
                terminal.Out.Write(BehaviourTable.Create(findings));
            return 0;
        });
        return command;
    }
}
