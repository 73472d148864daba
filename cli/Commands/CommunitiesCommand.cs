using System.CommandLine;
using System.Text.Json.Nodes;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml communities DATASET [ID]</summary>
internal static class CommunitiesCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var id = new Argument<int?>("ID") { Description = "A community whose members to list; none = list the communities.", Arity = ArgumentArity.ZeroOrOne };
        var offset = CommonOptions.Number("--offset", 0, "Entries to skip", 0, int.MaxValue);
        var top = CommonOptions.Number("--top", 20, "Entries to list", 1, 1000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("communities", "Lists groups of hosts that are linked with each other more than with others, or the members of one.") { dataset, id, offset, top, json, csv }
            .WithExamples("netml communities office", "netml communities office 0 --top 100");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var (name, skip, most) = (parse.GetValue(dataset) ?? "", parse.GetValue(offset), parse.GetValue(top));
            if (parse.GetValue(id) is { } community)
            {
                var members = await gateway.Hosts.GetCommunityAsync(name, community, skip, most, cancellationToken);
                if (parse.GetValue(csv))
                    return terminal.WriteCsv(["address"], members.Members.Select(member => new JsonObject { ["address"] = member }));
                return terminal.Print(parse.GetValue(json), members, () =>
                {
                    terminal.WriteRaw(Words.Page(members.Offset, members.Members.Count, members.Community.Hosts, "host", "hosts"));
                    foreach (var member in members.Members)
                        terminal.WriteRaw(member);
                });
            }
            var page = await gateway.Hosts.ListCommunitiesAsync(name, skip, most, cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(page.Communities) : terminal.Print(parse.GetValue(json), page, () => terminal.Out.Write(CommunityTable.Create(page)));
        });
        return command;
    }
}
