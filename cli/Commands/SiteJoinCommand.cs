using System.CommandLine;
using NetMl.Cli.Federation;

namespace NetMl.Cli.Commands;

/// <summary>netml site join</summary>
internal static class SiteJoinCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var options = new SiteJoinOptions();
        var command = new Command(
            "join",
            "Takes part in a federation until it is over. Flows, features, labels, addresses and counts stay here; what leaves is in the audit log. The key comes from --key or NETML_SITE_KEY.")
            .WithExamples(
                "NETML_SITE_KEY=nms1.… netml site join --gateway https://netml.example.org --flows /opt/zeek/logs/2026-11-20",
                "netml site join --follow /opt/zeek/logs/current/conn.log --hours 22-06 --low-priority --memory 2048",
                "netml site join --flows conn.log.gz --require-secure --max-epsilon 4 --allow-model office-flows --trust sites.txt");
        options.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (gateway, key) = connection.FindSite(parse);
            return await SiteRun.RunAsync(terminal, options.Read(parse, gateway, key, terminal), TimeProvider.System, cancellationToken);
        });
        return command;
    }
}
