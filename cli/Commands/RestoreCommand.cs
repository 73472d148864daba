using System.CommandLine;
using NetMl.Cli.Backups;
using NetMl.Cli.Progress;

namespace NetMl.Cli.Commands;

/// <summary>netml restore FILE</summary>
internal static class RestoreCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var file = new Argument<string>("FILE") { Description = "An archive of 'netml backup'." };
        var (datasets, graphs) = (BackupCommand.Names("--dataset", "data set"), BackupCommand.Names("--graph", "graph"));
        var replace = new Option<bool>("--replace") { Description = "Replace graphs of the same name whose content is another." };
        var command = new Command("restore", "Checks an archive whole, then stores what it holds. What is there stays: run it again after an interruption.") { file, datasets, graphs, replace }
            .WithExamples("netml restore netml.backup", "netml restore netml.backup --dataset office", "netml restore netml.backup --graph cora --replace");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var report = await new RestoreRun(gateway).RunAsync(
                parse.GetValue(file) ?? "", new BackupSelection(parse.GetValue(datasets) ?? [], parse.GetValue(graphs) ?? []), parse.GetValue(replace),
                ProgressBoards.For(terminal.Error), cancellationToken);
            foreach (var dataset in report.Datasets)
            {
                var leftOut = dataset.SnapshotsLeftOut == 0 ? "" : $", {BackupCommand.Count(dataset.SnapshotsLeftOut, "snapshot")} left out: longer versions of their files are there";
                terminal.WriteRaw($"Data set {dataset.Dataset}, batches: {dataset.Stored} restored, {dataset.Known} known; {BackupCommand.Count(dataset.Snapshots, "snapshot")}{leftOut}.");
            }
            foreach (var graph in report.Graphs)
                terminal.WriteRaw($"Graph {graph}: restored.");
            return 0;
        });
        return command;
    }
}
