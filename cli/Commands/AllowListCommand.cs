using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace NetMl.Cli.Commands;

/// <summary>netml allow-list show|set|add|clear DATASET</summary>
internal static class AllowListCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) =>
        new Command("allow-list", "Says what is expected in a data set: findings that it covers keep a tenth of their score, and say why.")
        {
            Show(terminal, connection), Set(terminal, connection), Add(terminal, connection), Clear(terminal, connection),
        }.WithExamples(
            "netml allow-list add office --network 10.0.0.66 --behaviour port-scan --reason 'our own scanner'", "netml allow-list set office allowed.json", "netml allow-list show office");

    private static Command Show(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var command = new Command("show", "Prints the allow-list of a data set as JSON.") { dataset }.WithExamples("netml allow-list show office", "netml allow-list show office > allowed.json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            terminal.WriteRaw((await gateway.AllowLists.GetAsync(parse.GetValue(dataset) ?? "", cancellationToken)).TrimEnd());
            return 0;
        });
        return command;
    }

    private static Command Set(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var file = new Argument<string>("FILE") { Description = "JSON: { \"hosts\": { \"ADDRESS\": \"NAME\" }, \"entries\": [ { \"network\", \"port\", \"name\", \"behaviour\", \"reason\" } ] }." };
        var command = new Command("set", "Replaces the allow-list of a data set by a file, and looks at the findings again.") { dataset, file }.WithExamples("netml allow-list set office allowed.json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var json = await File.ReadAllBytesAsync(parse.GetValue(file) ?? "", cancellationToken);
            return await PutAsync(terminal, connection, parse, parse.GetValue(dataset) ?? "", json, "is set", cancellationToken);
        });
        return command;
    }

    private static Command Add(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        Option<string?>[] fields =
        [
            new("--network") { Description = "One of both ends is this address, or lies in this network, such as 10.0.0.0/8.", HelpName = "NETWORK" },
            new("--port") { Description = "The finding is about this port, such as 443 or 443/tcp.", HelpName = "PORT" },
            new("--name") { Description = "One of both ends is called so in the list's hosts; * stands for any letters.", HelpName = "NAME" },
            new("--behaviour") { Description = "Only this behaviour, such as beacon.", HelpName = "NAME" },
            new("--reason") { Description = "Why this is expected, in a few words; it ends the finding's sentence.", HelpName = "TEXT", Required = true },
        ];
        var command = new Command("add", "Adds an entry to the allow-list of a data set; all that is given must fit a finding.") { dataset }
            .WithExamples("netml allow-list add office --network 203.0.113.0/24 --port 443/tcp --reason 'software updates'");
        foreach (var field in fields)
            command.Options.Add(field);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var name = parse.GetValue(dataset) ?? "";
            using var gateway = connection.Connect(parse);
            var list = JsonNode.Parse(await gateway.AllowLists.GetAsync(name, cancellationToken), documentOptions: Lenient) as JsonObject ?? [];
            if (list["entries"] is not JsonArray entries)
                list["entries"] = entries = [];
            var entry = new JsonObject();
            foreach (var field in fields)
            {
                if (parse.GetValue(field) is { } value)
                    entry[field.Name[2..]] = value;
            }
            entries.Add((JsonNode)entry);
            return await PutAsync(terminal, connection, parse, name, Encoding.UTF8.GetBytes(list.ToJsonString()), "is set", cancellationToken);
        });
        return command;
    }

    private static Command Clear(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var yes = CommonOptions.Yes();
        var command = new Command("clear", "Takes the allow-list of a data set back, and looks at the findings again.") { dataset, yes }
            .WithExamples("netml allow-list clear office", "netml allow-list clear office --yes");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var name = parse.GetValue(dataset) ?? "";
            terminal.RequireYes(parse.GetValue(yes), $"Take back the allow-list of data set '{name}'");
            return await PutAsync(terminal, connection, parse, name, "{}"u8.ToArray(), "is taken back", cancellationToken);
        });
        return command;
    }

    /// <summary>As the service reads lists.</summary>
    private static System.Text.Json.JsonDocumentOptions Lenient => new() { AllowTrailingCommas = true, CommentHandling = System.Text.Json.JsonCommentHandling.Skip };

    private static async Task<int> PutAsync(
        Terminal terminal, ConnectionOptions connection, ParseResult parse, string dataset, byte[] json, string done, CancellationToken cancellationToken)
    {
        using var gateway = connection.Connect(parse);
        await gateway.AllowLists.PutAsync(dataset, json, cancellationToken);
        terminal.WriteRaw($"The allow-list of {dataset} {done}; its findings are looked at again.");
        return 0;
    }
}
