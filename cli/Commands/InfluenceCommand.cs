using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml influence NAME [--from NODE,NODE]</summary>
internal static class InfluenceCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var name = new NetworkName();
        var from = new Option<string[]>("--from")
        {
            Description = "Where it starts: names of nodes or addresses, separated by commas; none = choose those that reach most.",
            HelpName = "NODES",
        };
        var seeds = CommonOptions.OptionalNumber("--seeds", "How many to choose (else 5)", 1, 100);
        var probability = CommonOptions.Fraction("--probability", 0.05, "Chance that an edge passes it on", 1);
        var runs = CommonOptions.Number("--runs", 200, "Cascades to play", 1, 10_000);
        var seed = CommonOptions.Number("--seed", 1, "Chooses the lots; the same seed gives the same answer", 0, int.MaxValue);
        var offset = CommonOptions.Number("--offset", 0, "Near nodes to skip", 0, int.MaxValue);
        var top = CommonOptions.Number("--top", 10, "Near nodes to list", 1, 1000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("influence", "Shows how far something spreads from given nodes, or from those that spread it most, and who is near them.")
        {
            from, seeds, probability, runs, seed, offset, top, json, csv,
        }.WithExamples(
            "netml influence email --seeds 10 --probability 0.02", "netml influence messages --from 9,103 --runs 1000", "netml influence office --from 10.0.0.7 --probability 1");
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is { Length: > 0 } && result.GetValue(seeds) is not null)
                result.AddError("--from names the seeds: leave --seeds out.");
        });
        name.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var network = await name.FindAsync(parse, gateway, cancellationToken);
            var start = parse.GetValue(from) is { Length: > 0 } names ? string.Join(',', names) : null;
            var page = await gateway.Networks.GetInfluenceAsync(
                network, start, parse.GetValue(seeds), parse.GetValue(probability), parse.GetValue(runs), parse.GetValue(seed), parse.GetValue(offset), parse.GetValue(top), cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(page.Nodes, page.Offset, page.Total);
            return terminal.Print(parse.GetValue(json), page, () =>
            {
                terminal.WriteRaw(NetworkTables.Title(page));
                terminal.Out.Write(NetworkTables.Seeds(page));
                foreach (var sentence in NetworkTables.Describe(page.Cascade))
                    terminal.WriteRaw(sentence);
                terminal.WriteRaw(NetworkTables.TitleOfNear(page));
                terminal.Out.Write(NetworkTables.Near(page));
            });
        });
        return command;
    }
}
