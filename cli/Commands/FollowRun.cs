using NetMl.Cli.Api;
using NetMl.Cli.Files;
using NetMl.Cli.Following;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml ingest DATASET FILE --follow: goes on until Ctrl-C, which is its normal end.</summary>
internal static class FollowRun
{
    private const int Looks = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(
        Terminal terminal, Func<GatewayClient> connect, string dataset, IReadOnlyList<string> files, string? format, int seconds, CancellationToken cancellationToken)
    {
        if (files is not [var path] || path == FlowSources.Input || Directory.Exists(path))
            throw new CommandFailure("--follow takes one file that grows: start one netml for each file.", CommandFailure.WrongUsage);
        using var position = PositionFile.Open(dataset, path, terminal.Variable);
        if (position.Position.Known is null && !File.Exists(path))
            throw new CommandFailure($"The file '{path}' does not exist: check the path.");
        if (position.Position.Acknowledged > 0 && await IsGoneAsync(connect, dataset, cancellationToken))
        {
            throw new CommandFailure(
                $"'{path}' was sent up to byte {position.Position.Acknowledged}, but this system has no data set '{dataset}': it was deleted, or this is another system. Delete '{position.Path}' to send the log from its beginning.");
        }
        if (position.Position.Acknowledged > 0)
            Say($"Going on at byte {position.Position.Acknowledged} of '{path}'; delete '{position.Path}' to send it from its beginning.");
        using var delivery = new ChunkDelivery(connect, format, Say, TimeProvider.System);
        Follower? follower = null;
        await ProgressBoards.For(terminal.Error).RunAsync(async lines =>
        {
            var line = lines.Start(Path.GetFileName(path), 0);
            follower = new Follower(position, delivery, LocalReading.ParseFormat(format), FollowPace.Of(seconds), Say, TimeProvider.System)
            {
                Progress = sent => line.Report(sent.Acknowledged, Describe(sent)),
            };
            try
            {
                await follower.RunAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                line.Finish($"stopped, {Describe(position.Position)}");
            }

            string Describe(FollowPosition at) =>
                $"{Words.Count(follower?.Accepted ?? 0)} accepted, {Words.Count(follower?.Rejected ?? 0)} rejected, at byte {Words.Count(at.Acknowledged)}";
        });
        terminal.WriteRaw($"Stopped at byte {position.Position.Acknowledged} of '{path}' with {follower?.Accepted ?? 0} flows accepted; the same command goes on from there.");
        return 0;

        void Say(string sentence) => terminal.WriteError(sentence);
    }

    /// <summary>Whether the data set is not there: what was accepted a moment ago may still be on its way. Whom nobody can ask is waited for later.</summary>
    private static async Task<bool> IsGoneAsync(Func<GatewayClient> connect, string dataset, CancellationToken cancellationToken)
    {
        try
        {
            using var gateway = connect();
            for (var look = 0; look < Looks; look++)
            {
                if (await gateway.Datasets.FindAsync(dataset, cancellationToken) is not null)
                    return false;
                await Task.Delay(Pause, cancellationToken);
            }
            return true;
        }
        catch (CommandFailure)
        {
            return false;
        }
    }
}
