using System.CommandLine;
using NetMl.Cli.Reports;
using Spectre.Console;

namespace NetMl.Cli.Commands;

/// <summary>netml datasets [show|delete DATASET]</summary>
internal static class DatasetsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("datasets", "Lists the data sets and how much of each is stored and analysed; shows or deletes one.")
        {
            json, csv, Show(terminal, connection), Delete(terminal, connection),
        }.WithExamples("netml datasets", "netml datasets show office", "netml datasets delete office");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var datasets = await gateway.Datasets.ListAsync(cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(datasets) : terminal.Print(parse.GetValue(json), datasets, () => terminal.Out.Write(DatasetTables.List(datasets)));
        });
        return command;
    }

    private static Command Show(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows what a data set consists of: sizes, times, protocols, services, labels, flows by hour.") { dataset, json }
            .WithExamples("netml datasets show office", "netml datasets show office --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var statistics = await gateway.Datasets.GetStatisticsAsync(parse.GetValue(dataset) ?? "", cancellationToken);
            return terminal.Print(parse.GetValue(json), statistics, () => DatasetTables.Print(terminal, statistics));
        });
        return command;
    }

    private static Command Delete(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var yes = CommonOptions.Yes();
        var command = new Command("delete", "Deletes a data set with its findings and snapshots.") { dataset, yes }
            .WithExamples("netml datasets delete office", "netml datasets delete office --yes");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var name = parse.GetValue(dataset) ?? "";
            terminal.RequireYes(parse.GetValue(yes), $"Delete data set '{name}' with its findings and snapshots");
            using var gateway = connection.Connect(parse);
            await gateway.Datasets.DeleteAsync(name, cancellationToken);
            terminal.WriteRaw($"Data set {name} is deleted.");
            return 0;
        });
        return command;
    }
}
