using NetMl.Cli.Files;
using NetMl.Flows;

namespace NetMl.Cli.Demo;

/// <summary>Finds in a moment what would make a demo fail later: absent, empty or unknown files, and no place for the report.</summary>
internal static class DemoCheck
{
    /// <exception cref="CommandFailure">The first thing that is wrong.</exception>
    public static async Task RunAsync(DemoSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        if (settings.Json is { } json)
            CheckPlace(json);
        var sources = await FlowSources.FindAsync(settings.Flows, terminal, cancellationToken);
        if (sources.Any(source => !source.IsRepeatable))
            throw new CommandFailure("The demo reads its files twice, so standard input does not fit: write it to a file first.", CommandFailure.WrongUsage);
        var summaries = new List<FlowReadSummary>();
        foreach (var source in sources)
            summaries.Add(await ReadFirstBatchAsync(source, cancellationToken));
        if (summaries.Count > 0 && summaries.All(summary => summary.RowsAccepted == 0))
        {
            var reason = summaries.SelectMany(summary => summary.Rejections).FirstOrDefault()?.Reason;
            throw new CommandFailure($"There is no flow that can be read in '{string.Join("', '", settings.Flows)}'{(reason is null ? "" : $": {reason}")}.");
        }
    }

    private static Task<FlowReadSummary> ReadFirstBatchAsync(FlowSource source, CancellationToken cancellationToken) =>
        LocalReading.ReadAsync(source, null, batch => batch.Count == 0, cancellationToken);

    private static void CheckPlace(string json)
    {
        if (Directory.Exists(json))
            throw new CommandFailure($"'{json}' is a directory: --json takes the name of a file.", CommandFailure.WrongUsage);
        if (Path.GetDirectoryName(Path.GetFullPath(json)) is { } folder && !Directory.Exists(folder))
            throw new CommandFailure($"The folder '{folder}' for the report does not exist: create it, or choose another place with --json.");
    }
}
