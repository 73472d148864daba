using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml host DATASET ADDRESS</summary>
internal static class HostCommand
{
    private const int MostPeers = 1000;

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var address = CommonOptions.Address("ADDRESS", "Address of the host.");
        var peers = CommonOptions.Number("--peers", 10, "Peers to list, those with the most flows", 0, MostPeers);
        var bin = CommonOptions.Duration("--bin", "Width of a bin of the time line, such as 15m or 1h; without it, at most 100 bins.");
        var json = CommonOptions.Json();
        var command = new Command("host", "Shows one host: its features, its peers and when it was active.") { dataset, address, peers, bin, json }
            .WithExamples("netml host office 10.0.0.7", "netml host office 10.0.0.7 --peers 50 --bin 1h", "netml host office 2001:db8::8 --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var host = await gateway.Hosts.GetAsync(
                parse.GetValue(dataset) ?? "", parse.GetValue(address) ?? "", parse.GetValue(peers), parse.GetValue(bin)?.TotalSeconds, cancellationToken);
            return terminal.Print(parse.GetValue(json), host, () =>
            {
                terminal.Out.Write(HostReport.Features(host));
                terminal.Out.Write(HostReport.Peers(host));
                terminal.Out.Write(HostReport.TimeLine(host));
            });
        });
        return command;
    }
}
