using System.CommandLine;
using NetMl.Cli.Api;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Commands;

/// <summary>netml graph import NAME FILE, or with --nodes and --edges</summary>
internal static class GraphImportCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var name = GraphCommand.Name();
        var file = new Argument<string?>("FILE") { Description = "GraphML, NetworkX node-link JSON or an edge list, also gzipped; or use --nodes and --edges.", Arity = ArgumentArity.ZeroOrOne };
        var nodes = new Option<string?>("--nodes") { Description = "Table of nodes: id, label, split, features (TSV or CSV).", HelpName = "FILE" };
        var edges = new Option<string?>("--edges") { Description = "Table of edges: two ids, and a weight if there is one.", HelpName = "FILE" };
        var columns = new Option<string?>("--columns")
        {
            Description = "Names of the fields behind the two ids of edges without a header, such as time or weight,time (else weight); times are seconds since 1970.",
            HelpName = "NAMES",
        };
        var directed = new Option<bool>("--directed") { Description = "Edges of tables go one way only." };
        var json = CommonOptions.Json();
        var command = new Command("import", "Stores a graph under a name, in place of one that is there.") { name, file, nodes, edges, columns, directed, json }
            .WithExamples(
                "netml graph import cora --nodes cora.nodes.tsv --edges cora.edges.tsv", "netml graph import karate karate.graphml", "netml graph import mail edges.tsv --directed",
                "netml graph import messages CollegeMsg.txt.gz --directed --columns time");
        command.Validators.Add(result =>
        {
            var tables = (result.GetValue(nodes) is null ? 0 : 1) + (result.GetValue(edges) is null ? 0 : 1);
            if ((result.GetValue(file) is null && tables != 2) || (result.GetValue(file) is not null && tables != 0))
                result.AddError("Give either one FILE, or both --nodes and --edges.");
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            FlowSource[] sources = parse.GetValue(file) is { } whole ? [GraphSource.OfFile(whole)]
                : [GraphSource.OfFile(parse.GetValue(nodes) ?? ""), GraphSource.OfFile(parse.GetValue(edges) ?? "")];
            using var gateway = connection.Connect(parse);
            var info = await SendAsync(gateway, parse.GetValue(name) ?? "", sources, parse.GetValue(directed), parse.GetValue(columns), ProgressBoards.For(terminal.Error), cancellationToken);
            return terminal.Print(parse.GetValue(json), info, () => terminal.Out.Write(GraphTables.One(info)));
        });
        return command;
    }

    private static async Task<GraphInfo> SendAsync(
        GatewayClient gateway, string name, FlowSource[] sources, bool directed, string? columns, IProgressBoard board, CancellationToken cancellationToken)
    {
        string[] parts = sources.Length == 1 ? ["graph"] : ["nodes", "edges"];
        GraphInfo? info = null;
        await board.RunAsync(async lines =>
        {
            var line = lines.Start(name, sources.Any(source => source.Bytes == 0) ? 0 : sources.Sum(source => source.Bytes));
            info = await gateway.Graphs.PutAsync(
                name, [.. parts.Zip(sources, (part, source) => (part, source.Open))], directed, columns, sent => line.Report(sent, $"{Words.Bytes(sent)} sent"), cancellationToken);
            line.Finish("stored");
        });
        return info ?? throw new InvalidOperationException("The progress board did not run the work.");
    }
}
