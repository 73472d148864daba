using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml links NAME</summary>
internal static class LinksCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var name = new NetworkName();
        var score = new Option<string?>("--score")
        {
            Description = "adamic-adar, resource-allocation, common-neighbours, jaccard, preferential-attachment or katz; else the one that does best on the test.",
            HelpName = "SCORE",
        };
        var by = new Option<string?>("--by") { Description = "How to cut off the test: time (else, where edges have times) or random.", HelpName = "WORD" };
        var split = CommonOptions.Fraction("--split", 0.8, "Share of the edges that is learned from, the rest is predicted", 0.99);
        var seed = CommonOptions.Number("--seed", 1, "Chooses pairs and a random test; the same seed gives the same answer", 0, int.MaxValue);
        var offset = CommonOptions.Number("--offset", 0, "Links to skip", 0, int.MaxValue);
        var top = CommonOptions.Number("--top", 20, "Links to list", 1, 1000);
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("links", "Predicts which nodes or hosts will be linked next, and tells how well that would have gone before.")
        {
            score, by, split, seed, offset, top, json, csv,
        }.WithExamples("netml links messages", "netml links messages --split 0.5 --top 5", "netml links email --score katz --json");
        name.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var network = await name.FindAsync(parse, gateway, cancellationToken);
            var page = await gateway.Networks.ListLinksAsync(
                network, parse.GetValue(score), parse.GetValue(by), parse.GetValue(split), parse.GetValue(seed), parse.GetValue(offset), parse.GetValue(top), cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(page.Links);
            return terminal.Print(parse.GetValue(json), page, () =>
            {
                terminal.WriteRaw(NetworkTables.Describe(page.Test));
                if (page.Test is not null)
                    terminal.Out.Write(NetworkTables.Scores(page));
                terminal.WriteRaw(NetworkTables.Title(page));
                terminal.Out.Write(NetworkTables.Links(page));
            });
        });
        return command;
    }
}
