using System.Net;
using NetMl.Cli.Api;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Files;

/// <summary>A file and the answer to its upload.</summary>
internal sealed record UploadedFile(string Name, FlowsAccepted Answer);

/// <summary>Sends sources of flows to one data set, a few at a time.</summary>
/// <param name="leaveOut">Told of each source that is refused or cannot be read, after which the others go on; null = the first one ends it all.</param>
internal sealed class Upload(GatewayClient gateway, string dataset, string? format, int parallel, Action<CommandFailure>? leaveOut)
{
    /// <summary>The answers in the order of <paramref name="sources"/>, without those left out.</summary>
    public async Task<IReadOnlyList<UploadedFile>> RunAsync(
        IReadOnlyList<FlowSource> sources, IProgressBoard board, CancellationToken cancellationToken)
    {
        var answers = new UploadedFile?[sources.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        var common = CommonFolder(sources);
        await board.RunAsync(lines => Parallel.ForAsync(0, sources.Count, options, async (index, token) =>
            answers[index] = await SendAsync(sources[index], sources[index].Name[common..], lines, token)));
        return [.. answers.OfType<UploadedFile>()];
    }

    /// <summary>One record for all files; equal reasons of several files are counted together, their lines left out.</summary>
    public static FlowsAccepted Total(IReadOnlyList<UploadedFile> files)
    {
        var rejections = files.SelectMany(file => file.Answer.Rejections).GroupBy(rejection => rejection.Reason, StringComparer.Ordinal)
            .Select(group => new RowRejection(group.Key, group.Sum(one => one.Rows), files.Count == 1 ? group.First().FirstLines : []));
        return new FlowsAccepted(
            files[0].Answer.Dataset,
            string.Join(',', files.Select(file => file.Answer.Format).Distinct(StringComparer.Ordinal)),
            files.Sum(file => file.Answer.RowsAccepted), files.Sum(file => file.Answer.RowsRejected),
            files.Sum(file => file.Answer.Batches), files.Sum(file => file.Answer.Bytes), [.. rejections]);
    }

    private async Task<UploadedFile?> SendAsync(FlowSource source, string label, IProgressBoard lines, CancellationToken cancellationToken)
    {
        var line = lines.Start(label, source.Bytes);
        try
        {
            var answer = await gateway.Flows.UploadAsync(
                dataset, source.Name, source.Open, source.IsRepeatable, format, null, sent => line.Report(sent, $"{Words.Bytes(sent)} sent"), cancellationToken);
            line.Finish($"{Words.Count(answer.RowsAccepted)} accepted, {Words.Count(answer.RowsRejected)} rejected");
            return new UploadedFile(source.Name, answer);
        }
        catch (CommandFailure failure) when (leaveOut is not null && IsAboutTheSource(failure))
        {
            line.Finish("left out");
            leaveOut(failure);
            return null;
        }
    }

    /// <summary>Length of the folders that all names begin with: what follows tells files apart also when their own names are equal.</summary>
    private static int CommonFolder(IReadOnlyList<FlowSource> sources)
    {
        var common = sources.Select(source => source.Name).Aggregate((left, right) => left[..left.AsSpan().CommonPrefixLength(right)]);
        return common.LastIndexOf(Path.DirectorySeparatorChar) + 1;
    }

    /// <summary>Not about the gateway, the key or the disk, which would refuse the other sources as well.</summary>
    private static bool IsAboutTheSource(CommandFailure failure) => failure switch
    {
        GatewayRefusal refusal => refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge,
        GatewayAway => false,
        _ => true,
    };
}
