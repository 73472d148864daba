using System.Collections.Concurrent;
using System.CommandLine;
using NetMl.Cli.Api;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Commands;

/// <summary>netml ingest DATASET FILE…</summary>
internal static class IngestCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var files = new Argument<string[]>("FILE")
        {
            Description = "Flow logs, plain or gzipped; a directory stands for the flow logs in it, by the time of their first flow; '-' for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = CommonOptions.Format();
        var parallel = CommonOptions.Number("--parallel", 2, "Files sent at the same time", 1, 16);
        var follow = new Option<bool>("--follow")
        {
            Description = "Send one growing file line by line until Ctrl-C; the next start goes on where this one ended, also after a crash or a rotation.",
        };
        var every = CommonOptions.Number("--every", 5, "Seconds that lines of a followed file wait at most", 0, 3600);
        var json = CommonOptions.Json();
        var command = new Command("ingest", "Sends flow logs to the system; sending the same file again stores nothing twice.")
        {
            dataset, files, format, parallel, follow, every, json,
        }.WithExamples(
            "netml ingest office conn.log.gz", "netml ingest office /opt/zeek/logs/2026-11-20", "zcat conn.*.gz | netml ingest office -",
            "netml ingest office /opt/zeek/logs/current/conn.log --follow");
        command.SetAction(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(follow))
            {
                return await FollowRun.RunAsync(
                    terminal, () => connection.Connect(parse), parse.GetValue(dataset) ?? "", parse.GetValue(files) ?? [], parse.GetValue(format), parse.GetValue(every),
                    cancellationToken);
            }
            var sources = await FlowSources.FindAsync(parse.GetValue(files) ?? [], terminal, cancellationToken);
            using var gateway = connection.Connect(parse);
            var leftOut = new ConcurrentQueue<CommandFailure>();
            var upload = new Upload(
                gateway, parse.GetValue(dataset) ?? "", parse.GetValue(format), parse.GetValue(parallel), sources.Count > 1 ? leftOut.Enqueue : null);
            var accepted = await upload.RunAsync(sources, ProgressBoards.For(terminal.Error), cancellationToken);
            foreach (var failure in leftOut)
                terminal.WriteError(failure.Message);
            if (accepted.Count > 0 && parse.GetValue(json))
                terminal.WriteJson(Upload.Total(accepted));
            else if (accepted.Count > 0)
                Print(terminal, accepted);
            if (!leftOut.IsEmpty)
                throw new CommandFailure($"{Words.Count(leftOut.Count)} of {Words.Count(sources.Count)} files were left out, as said above; the others are sent.");
            return accepted.Sum(answer => answer.Answer.RowsAccepted) > 0 ? 0
                : throw new CommandFailure(accepted.Sum(answer => answer.Answer.RowsRejected) > 0
                    ? "No row was accepted: the reasons are in the table above, or ask 'netml check FILE'." : "No row was accepted: there is none in what was sent.");
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyList<UploadedFile> accepted)
    {
        var table = Tables.Create(null, "file", "format", ">accepted", ">rejected", ">batches", ">read");
        foreach (var (name, answer) in accepted)
            table.Row(name, answer.Format, Words.Count(answer.RowsAccepted), Words.Count(answer.RowsRejected), Words.Count(answer.Batches), Words.Bytes(answer.Bytes));
        var total = Upload.Total(accepted);
        if (accepted.Count > 1)
        {
            table.Row(
                Words.Count(accepted.Count, "file", "files"), total.Format, Words.Count(total.RowsAccepted), Words.Count(total.RowsRejected),
                Words.Count(total.Batches), Words.Bytes(total.Bytes));
        }
        terminal.Out.Write(table);
        var rejections = accepted.SelectMany(file => file.Answer.Rejections.Select(rejection => (file.Name, rejection))).ToList();
        if (rejections.Count > 0)
            terminal.Out.Write(RejectionTable.Create(rejections));
    }
}
