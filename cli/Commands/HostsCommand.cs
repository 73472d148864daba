using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml hosts DATASET</summary>
internal static class HostsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var sort = new Option<string>("--sort")
        {
            Description = "Feature to sort by, highest first.",
            DefaultValueFactory = _ => "pagerank",
            HelpName = "FEATURE",
        };
        var top = CommonOptions.Number("--top", 20, "Hosts to list", 1, 1000);
        var json = CommonOptions.Json();
        var command = new Command("hosts", "Lists the hosts of a data set by a feature of the host graph.") { dataset, sort, top, json }
            .WithExamples("netml hosts office", "netml hosts office --sort degree --top 10");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var page = await gateway.Datasets.GetHostsAsync(
                parse.GetValue(dataset) ?? "", parse.GetValue(sort) ?? "pagerank", parse.GetValue(top), cancellationToken);
            if (parse.GetValue(json))
            {
                terminal.WriteJson(page);
                return 0;
            }
            terminal.WriteRaw(HostTable.Describe(page.Graph));
            terminal.Out.Write(HostTable.Create(page.Sort, page.Hosts));
            return 0;
        });
        return command;
    }
}
