using System.CommandLine;
using NetMl.Cli.Api;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Commands;

/// <summary>netml federation create|list|status|watch|stop|invite|revoke|transcript|verify</summary>
internal static class FederationCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new Command("federation", "Runs a federation: sites learn one model together, and their flows stay where they are.")
    {
        FederationCreateCommand.Create(terminal, connection), List(terminal, connection), Status(terminal, connection), Watch(terminal, connection), Stop(terminal, connection),
        Invite(terminal, connection), Revoke(terminal, connection), FederationTranscriptCommand.Create(terminal, connection), FederationVerifyCommand.Create(terminal),
    }.WithExamples(
        "netml federation create intrusions --model intrusions --classes Benign,PortScan", "netml federation invite intrusions clinic", "netml federation watch intrusions");

    public static Argument<string> Name() => new("NAME") { Description = "Name of the federation: 1 to 64 of a-z, 0-9, '-'." };

    private static Argument<string> Site() => new("SITE") { Description = "Name of the site: 1 to 64 of a-z, 0-9, '-'." };

    private static Command List(Terminal terminal, ConnectionOptions connection)
    {
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("list", "Lists the federations.") { json, csv }.WithExamples("netml federation list", "netml federation list --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var federations = await gateway.Federations.ListAsync(cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(federations) : terminal.Print(parse.GetValue(json), federations, () => terminal.Out.Write(FederationTables.List(federations)));
        });
        return command;
    }

    private static Command Status(Terminal terminal, ConnectionOptions connection)
    {
        var (name, json) = (Name(), CommonOptions.Json());
        var command = new Command("status", "Shows the sites and rounds of a federation.") { name, json }.WithExamples("netml federation status intrusions");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var status = await gateway.Federations.GetAsync(parse.GetRequiredValue(name), cancellationToken);
            return terminal.Print(parse.GetValue(json), status, () => FederationTables.Print(terminal, status));
        });
        return command;
    }

    private static Command Watch(Terminal terminal, ConnectionOptions connection)
    {
        var (name, json) = (Name(), CommonOptions.Json());
        var command = new Command("watch", "Follows a federation to its end.") { name, json }.WithExamples("netml federation watch intrusions");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var status = await FederationWatch.FollowAsync(gateway.Federations, parse.GetRequiredValue(name), terminal.Error, cancellationToken);
            terminal.Print(parse.GetValue(json), status, () => FederationTables.Print(terminal, status));
            return status.State == FederationStates.Failed ? throw new CommandFailure($"Federation '{status.Plan.Name}' failed: {status.Error}") : 0;
        });
        return command;
    }

    private static Command Stop(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name();
        var command = new Command("stop", "Ends a federation without a model; what a running round has summed is thrown away.") { name }.WithExamples("netml federation stop intrusions");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            await gateway.Federations.StopAsync(parse.GetRequiredValue(name), cancellationToken);
            terminal.WriteRaw($"Federation {parse.GetValue(name)} ends.");
            return 0;
        });
        return command;
    }

    private static Command Invite(Terminal terminal, ConnectionOptions connection)
    {
        var (name, site, json) = (Name(), Site(), CommonOptions.Json());
        var command = new Command("invite", "Makes a key for a site and shows it once; a key that the site had before ends.") { name, site, json }
            .WithExamples("netml federation invite intrusions clinic");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var key = await gateway.Federations.InviteAsync(parse.GetRequiredValue(name), parse.GetRequiredValue(site), cancellationToken);
            return terminal.Print(parse.GetValue(json), key, () => terminal.WriteRaw($"""
                The key of site {key.Site}, shown this once:

                  {key.Key}

                It opens the calls of this site in federation {key.Federation} and nothing else. At the site:

                  NETML_SITE_KEY={key.Key} netml site join --gateway {gateway.SitesUrl.GetLeftPart(UriPartial.Authority)} --flows PATH
                """));
        });
        return command;
    }

    private static Command Revoke(Terminal terminal, ConnectionOptions connection)
    {
        var (name, site) = (Name(), Site());
        var command = new Command("revoke", "Takes a site's key back: it is out from its next call on.") { name, site }.WithExamples("netml federation revoke intrusions clinic");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            await gateway.Federations.RevokeAsync(parse.GetRequiredValue(name), parse.GetRequiredValue(site), cancellationToken);
            terminal.WriteRaw($"The key of site {parse.GetValue(site)} is taken back.");
            return 0;
        });
        return command;
    }
}
