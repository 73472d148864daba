using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml ego DATASET ADDRESS</summary>
internal static class EgoCommand
{
    private const int ShownEdges = 50;

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var address = CommonOptions.Address("ADDRESS", "Address of the host in the middle.");
        var radius = CommonOptions.Number("--radius", 1, "Steps from the host, 1 or 2", 1, 2);
        var top = CommonOptions.Number("--top", 100, "Hosts at most, nearest first", 1, 1000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("ego", "Shows the hosts around one host and the edges among them.") { dataset, address, radius, top, json, csv }
            .WithExamples("netml ego office 10.0.0.7", "netml ego office 10.0.0.7 --radius 2 --top 1000 --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var ego = await gateway.Hosts.GetEgoAsync(
                parse.GetValue(dataset) ?? "", parse.GetValue(address) ?? "", parse.GetValue(radius), parse.GetValue(top), cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(ego.Edges);
            return terminal.Print(parse.GetValue(json), ego, () =>
            {
                terminal.WriteRaw(
                    $"{Words.Count(ego.HostsWithin, "host", "hosts")} within {Words.Count(ego.Radius, "step", "steps")} of {ego.Address}, "
                    + $"{Words.Count(ego.EdgesAmong, "edge", "edges")} among the {Words.Count(ego.Hosts.Count)} nearest{(ego.Truncated ? "; some are left out" : "")}.");
                terminal.Out.Write(EgoTables.Hosts(ego));
                terminal.Out.Write(EgoTables.Edges(ego, ShownEdges));
            });
        });
        return command;
    }
}
