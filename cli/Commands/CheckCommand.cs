using System.CommandLine;
using NetMl.Cli.Files;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using Spectre.Console;

namespace NetMl.Cli.Commands;

/// <summary>netml check FILE…</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Flow logs, plain or gzipped; directories; '-' = standard input.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format();
        var command = new Command("check", "Reads flow logs on this machine, without a gateway: format, rows, and why rows would be refused.") { files, format }
            .WithExamples("netml check conn.log.gz", "netml check captures/");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var known = LocalReading.ParseFormat(parse.GetValue(format));
            var sources = await FlowSources.FindAsync(parse.GetValue(files) ?? [], terminal, cancellationToken);
            return await RunAsync(terminal, sources, known, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IReadOnlyList<FlowSource> sources, FlowFormat? format, CancellationToken cancellationToken)
    {
        var table = Tables.Create(null, "file", "format", ">accepted", ">rejected", ">labelled", ">read");
        var rejections = new List<(string, RowRejection)>();
        CommandFailure? failure = null;
        foreach (var source in sources)
        {
            try
            {
                var summary = await CheckAsync(source, format, table, cancellationToken);
                rejections.AddRange(summary.Rejections.Select(one => (source.Name, new RowRejection(one.Reason, one.Rows, one.FirstLines))));
                if (summary.RowsAccepted == 0)
                    failure ??= new CommandFailure($"The file '{source.Name}' holds no row that can be read{(summary.Rejections is [var first, ..] ? $": {first.Reason}" : "")}.");
            }
            catch (CommandFailure one)
            {
                failure ??= one;
                table.Row(source.Name, "not readable", "-", "-", "-", "-");
            }
        }
        terminal.Out.Write(table);
        if (rejections.Count > 0)
            terminal.Out.Write(RejectionTable.Create(rejections));
        return failure is null ? 0 : throw failure;
    }

    private static async Task<FlowReadSummary> CheckAsync(FlowSource source, FlowFormat? format, Table table, CancellationToken cancellationToken)
    {
        long labelled = 0;
        var summary = await LocalReading.ReadAsync(source, format, batch => Count(batch, ref labelled), cancellationToken);
        table.Row(
            source.Name, summary.Format?.Name() ?? "-", Words.Count(summary.RowsAccepted), Words.Count(summary.RowsRejected), Words.Count(labelled),
            Words.Bytes(summary.Bytes));
        return summary;
    }

    private static bool Count(FlowBatch batch, ref long labelled)
    {
        foreach (var code in batch.LabelCodes)
            labelled += code >= 0 ? 1 : 0;
        return true;
    }
}
