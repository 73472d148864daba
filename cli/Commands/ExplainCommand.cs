using System.CommandLine;
using System.Text;
using NetMl.Cli.Files;
using NetMl.Cli.Reports;
using NetMl.Contracts.Serving;

namespace NetMl.Cli.Commands;

/// <summary>netml explain flow UID | host ADDRESS | node NODE</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var command = new Command("explain", "Says why a model gives a flow, a host or a node its class or score.")
            .WithExamples("netml explain flow CRtv7h3dZ9bW6sfVwj --model office-flows --dataset office", "netml explain node paper42 --model topics --graph cora --svg why.svg");
        command.Add(OfDataset(terminal, connection, "flow", "UID", "Uid that the log gave the flow.", "CRtv7h3dZ9bW6sfVwj", (dataset, uid) => new ExplainRequest(dataset, Flow: uid)));
        command.Add(OfDataset(terminal, connection, "host", "ADDRESS", "Address of the host.", "10.0.0.7", (dataset, host) => new ExplainRequest(dataset, Host: host)));
        command.Add(OfGraph(terminal, connection));
        return command;
    }

    private static Command OfDataset(
        Terminal terminal, ConnectionOptions connection, string kind, string argument, string description, string example, Func<string, string, ExplainRequest> request)
    {
        var item = new Argument<string>(argument) { Description = description };
        var dataset = new Option<string>("--dataset") { Description = $"Data set with the {kind}.", HelpName = "NAME", Required = true };
        var from = CommonOptions.Instant("--from", "Look only at flows that start at or after this instant and count windows from the first of them");
        var to = CommonOptions.Instant("--to", "Look only at flows that start before this instant");
        var shared = new SharedOptions();
        var command = new Command(kind, $"Says why a model gives a {kind} its class{(kind == "host" ? " or score" : "")}.") { item, dataset, from, to }
            .WithExamples($"netml explain {kind} {example} --model office-{kind}s --dataset office", $"netml explain {kind} {example} --model office-{kind}s --dataset office --svg why.svg");
        shared.AddTo(command);
        command.SetAction((parse, cancellationToken) => shared.RunAsync(
            terminal, connection, parse,
            request(parse.GetRequiredValue(dataset), parse.GetRequiredValue(item)) with { From = parse.GetValue(from), To = parse.GetValue(to) }, cancellationToken));
        return command;
    }

    private static Command OfGraph(Terminal terminal, ConnectionOptions connection)
    {
        var node = new Argument<string>("NODE") { Description = "Name of the node in the graph." };
        var graph = new Option<string>("--graph") { Description = "Imported graph with the node.", HelpName = "NAME", Required = true };
        var shared = new SharedOptions();
        var command = new Command("node", "Says why a model gives a node of an imported graph its class.") { node, graph }
            .WithExamples("netml explain node paper42 --model topics --graph cora", "netml explain node paper42 --model topics --graph cora --json");
        shared.AddTo(command);
        command.SetAction((parse, cancellationToken) => shared.RunAsync(
            terminal, connection, parse, new ExplainRequest(Graph: parse.GetRequiredValue(graph), Node: parse.GetRequiredValue(node)), cancellationToken));
        return command;
    }

    /// <summary>What all three take and do.</summary>
    private sealed class SharedOptions
    {
        private readonly Option<string> _model = new("--model") { Description = "Name of a published model.", HelpName = "NAME", Required = true };
        private readonly Option<int?> _version = new("--version") { Description = "Version of the model (default: the alias latest).", HelpName = "N" };
        private readonly Option<string?> _svg = new("--svg") { Description = "Also draw the explanation into this file, a picture that any browser shows.", HelpName = "FILE" };
        private readonly Option<bool> _json = CommonOptions.Json();

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_model, _version, _svg, _json])
                command.Add(option);
        }

        public async Task<int> RunAsync(Terminal terminal, ConnectionOptions connection, ParseResult parse, ExplainRequest request, CancellationToken cancellationToken)
        {
            using var gateway = connection.Connect(parse);
            var answer = await gateway.Models.ExplainAsync(parse.GetRequiredValue(_model), parse.GetValue(_version), request, cancellationToken);
            if (parse.GetValue(_svg) is { Length: > 0 } file)
                NewFile.Write(file, Encoding.UTF8.GetBytes(ExplanationSvg.Of(answer)));
            return terminal.Print(parse.GetValue(_json), answer, () => ExplanationView.Show(terminal, answer));
        }
    }
}
