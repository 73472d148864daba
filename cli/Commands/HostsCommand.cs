using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml hosts DATASET</summary>
internal static class HostsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var list = new ListOptions("pagerank", "bytes_out>1e6,degree<=3");
        var address = new Option<string?>("--address") { Description = "Only these: a network such as 10.0.0.0/8, or how addresses begin, such as 10.0.", HelpName = "NETWORK" };
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("hosts", "Lists the hosts of a data set by a feature of the host graph.") { dataset, address, json, csv }
            .WithExamples(
                "netml hosts office", "netml hosts office --sort bytes_out --where 'degree>=10,failed_share_out<0.5' --address 10.0.0.0/8",
                "netml hosts office --sort degree --top 100 --offset 100 --json", "netml hosts office --top 1000 --csv");
        list.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var query = list.Read(parse);
            var page = await gateway.Hosts.ListAsync(parse.GetValue(dataset) ?? "", query, parse.GetValue(address), cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(page.Hosts, page.Offset, page.Total);
            return terminal.Print(parse.GetValue(json), page, () =>
            {
                terminal.WriteRaw(HostTable.Describe(page.Graph));
                terminal.Out.Write(HostTable.Create($"{Words.Page(page.Offset, page.Hosts.Count, page.Total, "host", "hosts")} by {page.Sort}", page.Sort, page.Hosts));
            });
        });
        return command;
    }
}
