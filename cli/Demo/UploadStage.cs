using NetMl.Cli.Api;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;
using Spectre.Console;

namespace NetMl.Cli.Demo;

/// <summary>Sends the files through the gateway and waits until they are stored and analysed.</summary>
internal sealed class UploadStage(GatewayClient gateway, string dataset, IAnsiConsole console, TimeProvider time)
{
    /// <summary>Longest time without any change of the counts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <exception cref="CommandFailure">An upload was refused, or no row was accepted.</exception>
    public async Task<IReadOnlyList<UploadedFile>> SendAsync(IReadOnlyList<FlowSource> sources, CancellationToken cancellationToken)
    {
        var files = await new Upload(gateway, dataset, null, 2, null).RunAsync(sources, ProgressBoards.For(console), cancellationToken);
        return files.Sum(file => file.Answer.RowsAccepted) > 0 ? files
            : throw new CommandFailure("No row of the upload was accepted: see why with 'netml check FILE'.");
    }

    /// <exception cref="CommandFailure">The counts stopped moving before all accepted flows were there.</exception>
    public async Task<DatasetSummary> WaitAsync(long rows, CancellationToken cancellationToken)
    {
        DatasetSummary? summary = null;
        await ProgressBoards.For(console).RunAsync(async lines =>
        {
            var line = lines.Start("stored and analysed", rows);
            (long, long) last = (-1, -1);
            var moved = time.GetTimestamp();
            while (summary is null || summary.Rows < rows || summary.AnalysedRows < summary.Rows)
            {
                summary = await gateway.Datasets.FindAsync(dataset, cancellationToken);
                if (summary?.Problem is { } problem)
                    throw new CommandFailure(problem);
                var now = (summary?.Rows ?? 0, summary?.AnalysedRows ?? 0);
                if (now != last)
                    (last, moved) = (now, time.GetTimestamp());
                else if (time.GetElapsedTime(moved) > Patience)
                    throw Stalled(rows, now);
                line.Report(Math.Min(now.Item1, now.Item2), $"{Words.Count(now.Item1)} stored, {Words.Count(now.Item2)} analysed");
                if (now.Item1 < rows || now.Item2 < now.Item1)
                    await Task.Delay(Interval, cancellationToken);
            }
            line.Finish($"{Words.Count(summary.Rows)} stored, {Words.Count(summary.AnalysedRows)} analysed");
        });
        return summary ?? throw new InvalidOperationException("The wait ended without a summary.");
    }

    private static CommandFailure Stalled(long rows, (long Stored, long Analysed) now) => new(
        $"{Words.Count(rows)} flows were accepted, but after {Patience.TotalSeconds:0} s without change {Words.Count(now.Stored)} are stored and {Words.Count(now.Analysed)} analysed: "
        + "look at the logs of graph-feature and of the message broker; batches that occur in two files are stored once.");
}
