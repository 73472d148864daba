using System.CommandLine;
using NetMl.Cli.Backups;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml backup --out FILE</summary>
internal static class BackupCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var output = new Option<string>("--out") { Description = "File to write; it appears when it is whole.", HelpName = "FILE", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists." };
        var (datasets, graphs) = (Names("--dataset", "data set"), Names("--graph", "graph"));
        var command = new Command("backup", "Writes data sets (flows, allow-lists, snapshots, findings) and graphs into one compressed archive; flows may keep coming meanwhile.") { output, datasets, graphs, force }
            .WithExamples("netml backup --out netml.backup", "netml backup --out netml.backup --force", "netml backup --out office.backup --dataset office", "netml backup --out two.backup --dataset office --graph cora");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var file = parse.GetValue(output) ?? "";
            NewFile.Check(file, parse.GetValue(force), "netml.backup");
            using var gateway = connection.Connect(parse);
            var run = new BackupRun(gateway, TimeProvider.System);
            var (manifest, bytes) = await run.RunAsync(
                file, new BackupSelection(parse.GetValue(datasets) ?? [], parse.GetValue(graphs) ?? []), ProgressBoards.For(terminal.Error), cancellationToken);
            terminal.WriteRaw($"{file}: {Count(manifest.Datasets.Count, "data set")} and {Count(manifest.Graphs.Count, "graph")}, {Words.Bytes(bytes)}");
            return 0;
        });
        return command;
    }

    /// <summary>An option that may come several times.</summary>
    public static Option<string[]> Names(string option, string what) => new(option) { Description = $"Only this {what}; may come several times. Without --dataset and --graph, all.", HelpName = "NAME" };

    public static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
