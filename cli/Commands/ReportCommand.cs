using System.CommandLine;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Report;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml report --dataset DATASET | --graph NAME</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = new Option<string?>("--dataset") { Description = "Data set to report on.", HelpName = "DATASET" };
        var graph = new Option<string?>("--graph") { Description = "Uploaded graph to report on, instead of a data set.", HelpName = "NAME" };
        var output = new Option<string?>("--out") { Description = "File to write; without it, the name with .html.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file if it exists." };
        var command = new Command("report", "Writes one page with the drawn network, its findings, services over time and tables; it opens in any browser, without a network.") { dataset, graph, output, force }
            .WithExamples("netml report --dataset office", "netml report --dataset office --out report.html --force", "netml report --graph cora --out cora.html");
        command.Validators.Add(result =>
        {
            if (result.GetValue(dataset) is null == result.GetValue(graph) is null)
                result.AddError("A report needs either --dataset DATASET or --graph NAME.");
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (name, uploaded) = (parse.GetValue(dataset), parse.GetValue(graph));
            var file = parse.GetValue(output) ?? $"{name ?? uploaded}.html";
            NewFile.Check(file, parse.GetValue(force), "report.html");
            using var gateway = connection.Connect(parse);
            var bytes = 0;
            await ProgressBoards.For(terminal.Error).RunAsync(async board =>
            {
                var content = uploaded is null
                    ? await new DatasetReport(gateway, name ?? "", board).GatherAsync(cancellationToken)
                    : await new GraphReport(gateway, uploaded, board).GatherAsync(cancellationToken);
                var line = board.Start("drawing", 0);
                line.Report(0, $"{Words.Count(content.Hosts.Count)} places");
                var drawn = ReportPage.Draw(content, cancellationToken);
                var page = ReportPage.Write(content, drawn, TimeProvider.System.GetUtcNow());
                NewFile.Write(file, page);
                line.Finish(Words.Bytes(bytes = page.Length));
            });
            terminal.WriteRaw($"{file}: {Words.Bytes(bytes)}. Open it in a browser.");
            return 0;
        });
        return command;
    }
}
