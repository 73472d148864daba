using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml edges DATASET</summary>
internal static class EdgesCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var list = new ListOptions("flows", "bytes_sent>1e6,failed_share<0.5");
        var source = Addresses("--source", "Only from these");
        var target = Addresses("--target", "Only to these");
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("edges", "Lists who opened flows to whom.") { dataset, source, target, json, csv }
            .WithExamples("netml edges office", "netml edges office --sort bytes_sent --source 10.0.0.0/8 --where 'failed_share<0.1'");
        list.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var page = await gateway.Hosts.ListEdgesAsync(
                parse.GetValue(dataset) ?? "", list.Read(parse), parse.GetValue(source), parse.GetValue(target), cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(page.Edges, page.Offset, page.Total) : terminal.Print(parse.GetValue(json), page, () => terminal.Out.Write(EdgeTables.Create(page)));
        });
        return command;
    }

    private static Option<string?> Addresses(string name, string which) =>
        new(name) { Description = $"{which}: a network such as 10.0.0.0/8, or how addresses begin, such as 10.0.", HelpName = "NETWORK" };
}
