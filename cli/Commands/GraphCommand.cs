using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml graph import|list|nodes|edges|show|delete</summary>
internal static class GraphCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new Command("graph", "Imports any graph, not only of flows; lists, shows and deletes them.")
    {
        GraphImportCommand.Create(terminal, connection), List(terminal, connection), GraphListsCommand.Nodes(terminal, connection), GraphListsCommand.Edges(terminal, connection),
        Show(terminal, connection), Delete(terminal, connection),
    }.WithExamples("netml graph import cora --nodes cora.nodes.tsv --edges cora.edges.tsv", "netml graph list");

    private static Command List(Terminal terminal, ConnectionOptions connection)
    {
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("list", "Lists the stored graphs.") { json, csv }.WithExamples("netml graph list", "netml graph list --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var graphs = await gateway.Graphs.ListAsync(cancellationToken);
            return parse.GetValue(csv) ? terminal.WriteCsv(graphs) : terminal.Print(parse.GetValue(json), graphs, () => terminal.Out.Write(GraphTables.List(graphs)));
        });
        return command;
    }

    private static Command Show(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows what a graph holds.") { name, json }.WithExamples("netml graph show cora");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var info = await gateway.Graphs.GetAsync(parse.GetValue(name) ?? "", cancellationToken);
            return terminal.Print(parse.GetValue(json), info, () => terminal.Out.Write(GraphTables.One(info)));
        });
        return command;
    }

    private static Command Delete(Terminal terminal, ConnectionOptions connection)
    {
        var name = Name();
        var yes = CommonOptions.Yes();
        var command = new Command("delete", "Deletes a graph.") { name, yes }.WithExamples("netml graph delete cora", "netml graph delete cora --yes");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var graph = parse.GetValue(name) ?? "";
            terminal.RequireYes(parse.GetValue(yes), $"Delete graph '{graph}'");
            using var gateway = connection.Connect(parse);
            await gateway.Graphs.DeleteAsync(graph, cancellationToken);
            terminal.WriteRaw($"Graph {graph} is deleted.");
            return 0;
        });
        return command;
    }

    public static Argument<string> Name() => new("NAME") { Description = "Name of the graph: 1 to 64 of a-z, 0-9, '-', '_'." };
}
