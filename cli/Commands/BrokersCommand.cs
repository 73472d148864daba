using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml brokers NAME</summary>
internal static class BrokersCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var name = new NetworkName();
        var offset = CommonOptions.Number("--offset", 0, "Entries to skip", 0, int.MaxValue);
        var top = CommonOptions.Number("--top", 20, "Entries to list", 1, 1000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("brokers", "Lists the nodes or hosts that lie on most shortest paths between others, and what they join.") { offset, top, json, csv }
            .WithExamples("netml brokers email", "netml brokers office --dataset --top 5", "netml brokers email --json");
        name.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var network = await name.FindAsync(parse, gateway, cancellationToken);
            var page = await gateway.Networks.ListBrokersAsync(network, parse.GetValue(offset), parse.GetValue(top), cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(page.Brokers, page.Offset, page.Total);
            return terminal.Print(parse.GetValue(json), page, () =>
            {
                terminal.WriteRaw(NetworkTables.Title(page));
                terminal.Out.Write(NetworkTables.Brokers(page));
            });
        });
        return command;
    }
}
