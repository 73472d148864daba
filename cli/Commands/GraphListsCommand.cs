using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml graph nodes|edges NAME</summary>
internal static class GraphListsCommand
{
    public static Command Nodes(Terminal terminal, ConnectionOptions connection)
    {
        var (name, json, offset, top) = (GraphCommand.Name(), CommonOptions.Json(), Offset(), Top());
        var csv = CommonOptions.Csv(json);
        var command = new Command("nodes", "Lists the nodes of a graph in the order of the upload.") { name, offset, top, json, csv }
            .WithExamples("netml graph nodes cora", "netml graph nodes cora --offset 1000 --top 1000 --csv");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var page = await gateway.Graphs.ListNodesAsync(parse.GetValue(name) ?? "", parse.GetValue(offset), parse.GetValue(top), cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(page.Nodes, page.Offset, page.Total) : terminal.Print(parse.GetValue(json), page, () => terminal.Out.Write(GraphTables.Nodes(page)));
        });
        return command;
    }

    public static Command Edges(Terminal terminal, ConnectionOptions connection)
    {
        var (name, json, offset, top) = (GraphCommand.Name(), CommonOptions.Json(), Offset(), Top());
        var csv = CommonOptions.Csv(json);
        var command = new Command("edges", "Lists the edges of a graph by source and target.") { name, offset, top, json, csv }
            .WithExamples("netml graph edges cora", "netml graph edges cora --top 1000 --csv");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var page = await gateway.Graphs.ListEdgesAsync(parse.GetValue(name) ?? "", parse.GetValue(offset), parse.GetValue(top), cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(page.Edges, page.Offset, page.Total) : terminal.Print(parse.GetValue(json), page, () => terminal.Out.Write(GraphTables.Edges(page)));
        });
        return command;
    }

    private static Option<int> Offset() => CommonOptions.Number("--offset", 0, "Entries to skip", 0, int.MaxValue);

    private static Option<int> Top() => CommonOptions.Number("--top", 20, "Entries to list", 1, 1000);
}
