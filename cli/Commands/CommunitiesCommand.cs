using System.CommandLine;
using System.Text.Json.Nodes;
using NetMl.Cli.Api;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml communities NAME [ID]</summary>
internal static class CommunitiesCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var name = new NetworkName();
        var id = new Argument<int?>("ID") { Description = "A community whose members to list; none = list the communities.", Arity = ArgumentArity.ZeroOrOne };
        var method = CommonOptions.OneOf("--method", "How to find them", ["leiden", "label-propagation"]);
        var resolution = CommonOptions.Fraction("--resolution", 1, "Of Leiden: higher gives more and smaller communities", 1000);
        var offset = CommonOptions.Number("--offset", 0, "Entries to skip", 0, int.MaxValue);
        var top = CommonOptions.Number("--top", 20, "Entries to list", 1, 1000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("communities", "Lists groups of nodes or hosts that are linked with each other more than with others, or the members of one.")
        {
            id, method, resolution, offset, top, json, csv,
        }.WithExamples("netml communities office", "netml communities office 0 --top 100", "netml communities email --resolution 2", "netml communities email --method label-propagation");
        name.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var network = await name.FindAsync(parse, gateway, cancellationToken);
            var asked = new Asked(network.Name, parse.GetValue(method) ?? "", parse.GetValue(resolution), parse.GetValue(offset), parse.GetValue(top), parse.GetValue(json), parse.GetValue(csv));
            return (network.IsGraph, parse.GetValue(id)) switch
            {
                (true, { } community) => await ShowGraphMembersAsync(terminal, gateway, asked, community, cancellationToken),
                (true, null) => await ListOfGraphAsync(terminal, gateway, asked, cancellationToken),
                (false, { } community) => await ShowMembersAsync(terminal, gateway, asked, community, cancellationToken),
                (false, null) => await ListAsync(terminal, gateway, asked, cancellationToken),
            };
        });
        return command;
    }

    private sealed record Asked(string Name, string Method, double Resolution, int Offset, int Top, bool Json, bool Csv);

    private static async Task<int> ListAsync(Terminal terminal, GatewayClient gateway, Asked asked, CancellationToken cancellationToken)
    {
        var page = await gateway.Hosts.ListCommunitiesAsync(asked.Name, asked.Method, asked.Resolution, asked.Offset, asked.Top, cancellationToken);
        return asked.Csv ? terminal.WriteCsv(page.Communities, page.Offset, page.Total) : terminal.Print(asked.Json, page, () => terminal.Out.Write(CommunityTable.Create(page)));
    }

    private static async Task<int> ShowMembersAsync(Terminal terminal, GatewayClient gateway, Asked asked, int community, CancellationToken cancellationToken)
    {
        var members = await gateway.Hosts.GetCommunityAsync(asked.Name, community, asked.Method, asked.Resolution, asked.Offset, asked.Top, cancellationToken);
        return asked.Csv ? WriteCsv(terminal, "address", members.Members)
            : terminal.Print(asked.Json, members, () => Show(terminal, Words.Page(members.Offset, members.Members.Count, members.Community.Hosts, "host", "hosts"), members.Members));
    }

    private static async Task<int> ListOfGraphAsync(Terminal terminal, GatewayClient gateway, Asked asked, CancellationToken cancellationToken)
    {
        var page = await gateway.Networks.ListCommunitiesAsync(asked.Name, asked.Method, asked.Resolution, asked.Offset, asked.Top, cancellationToken);
        return asked.Csv ? terminal.WriteCsv(page.Communities, page.Offset, page.Total) : terminal.Print(asked.Json, page, () =>
        {
            terminal.Out.Write(NetworkTables.Communities(page));
            if (page.Agreement is { } agreement)
                terminal.WriteRaw(NetworkTables.Describe(agreement));
        });
    }

    private static async Task<int> ShowGraphMembersAsync(Terminal terminal, GatewayClient gateway, Asked asked, int community, CancellationToken cancellationToken)
    {
        var members = await gateway.Networks.GetCommunityAsync(asked.Name, community, asked.Method, asked.Resolution, asked.Offset, asked.Top, cancellationToken);
        return asked.Csv ? WriteCsv(terminal, "node", members.Members)
            : terminal.Print(asked.Json, members, () => Show(terminal, Words.Page(members.Offset, members.Members.Count, members.Community.Nodes, "node", "nodes"), members.Members));
    }

    private static int WriteCsv(Terminal terminal, string column, IReadOnlyList<string> members) =>
        terminal.WriteCsv([column], members.Select(member => new JsonObject { [column] = member }));

    private static void Show(Terminal terminal, string page, IReadOnlyList<string> members)
    {
        terminal.WriteRaw(page);
        foreach (var member in members)
            terminal.WriteRaw(member);
    }
}
