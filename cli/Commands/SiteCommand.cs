using System.CommandLine;

namespace NetMl.Cli.Commands;

/// <summary>netml site join|audit</summary>
internal static class SiteCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new Command("site", "Takes part in a federation with flows that stay on this machine.")
    {
        SiteJoinCommand.Create(terminal, connection), SiteAuditCommand.Create(terminal),
    }.WithExamples("netml site join --gateway https://netml.example.org --flows /opt/zeek/logs/2026-11-20", "netml site audit ~/.netml/sites/intrusions/clinic/audit.log");
}
