using System.CommandLine;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Commands;

/// <summary>netml snapshots DATASET [--step TIME]</summary>
internal static class SnapshotsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var step = CommonOptions.Duration("--step", "Make a snapshot for each step of time that has flows, such as 1h; without it, list those made so far.");
        var windowFlows = CommonOptions.Number("--window-flows", 256, "With --step: flows per graph inside a snapshot, 0 = one graph", 0, 1_000_000);
        var nodes = CommonOptions.OneOf("--nodes", "With --step: what the nodes are", [SnapshotNodes.Host, SnapshotNodes.Endpoint]);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("snapshots", "Lists the snapshots of a data set, or makes a series of them.") { dataset, step, windowFlows, nodes, json, csv }
            .WithExamples("netml snapshots office", "netml snapshots office --step 1h", "netml snapshots office --step 15m --nodes endpoint --window-flows 0 --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var name = parse.GetValue(dataset) ?? "";
            var snapshots = parse.GetValue(step) is { } length
                ? await gateway.Datasets.CreateSnapshotsAsync(
                    name, new SnapshotSeriesRequest(length.TotalSeconds, WindowFlows: parse.GetValue(windowFlows), NodeKind: parse.GetValue(nodes) ?? SnapshotNodes.Host), cancellationToken)
                : await gateway.Datasets.ListSnapshotsAsync(name, cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(snapshots) : terminal.Print(parse.GetValue(json), snapshots, () => terminal.Out.Write(SnapshotTable.Create(snapshots)));
        });
        return command;
    }
}
