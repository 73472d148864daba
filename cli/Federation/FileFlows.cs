using NetMl.Cli.Files;
using NetMl.Cli.Reports;
using NetMl.Flows;

namespace NetMl.Cli.Federation;

/// <summary>Files and directories, read once, as many at a time as there are threads.</summary>
internal sealed class FileFlows(IReadOnlyList<string> paths, SiteLimits limits, Terminal terminal) : ISiteFlows
{
    private IReadOnlyList<FlowBatch>? _batches;

    public async Task<IReadOnlyList<FlowBatch>> ReadAsync(CancellationToken cancellationToken) => _batches ??= await ReadFilesAsync(cancellationToken);

    public void Dispose()
    {
    }

    private async Task<IReadOnlyList<FlowBatch>> ReadFilesAsync(CancellationToken cancellationToken)
    {
        var sources = await FlowSources.FindAsync(paths, terminal, cancellationToken);
        var read = new List<FlowBatch>[sources.Count];
        var count = 0L;
        await Parallel.ForAsync(0, sources.Count, new ParallelOptions { MaxDegreeOfParallelism = limits.Threads, CancellationToken = cancellationToken }, async (index, cancel) =>
        {
            var own = read[index] = [];
            await LocalReading.ReadAsync(sources[index], null, Keep, cancel);

            bool Keep(FlowBatch batch)
            {
                if (Interlocked.Add(ref count, batch.Count) > limits.MaxFlows)
                    throw new CommandFailure($"There are more than {Words.Count(limits.MaxFlows)} flows in '{string.Join("', '", paths)}': name fewer files, or raise --max-flows if there is memory for it.");
                own.Add(batch);
                return true;
            }
        });
        return [.. read.SelectMany(batches => batches)];
    }
}
