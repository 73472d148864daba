using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Backups;

/// <summary>Stores a graph from its records, whole or not at all; one at a time so that memory stays bounded.</summary>
internal sealed class GraphRestoring(IGraphStore graphs, MemoryTrim memory, IOptions<GraphOptions> options) : IDisposable
{
    /// <summary>JSON is so much longer than the tables that a graph was uploaded as, at most.</summary>
    private const long JsonBytesPerByte = 16;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Bytes of the largest body.</summary>
    public long MostBytes => options.Value.MaximumBytes * JsonBytesPerByte;

    /// <returns>What the graph holds; the one of this name that has the same content stays as it is.</returns>
    /// <exception cref="InvalidDataException">What is wrong with the records: nothing is stored.</exception>
    /// <exception cref="BadHttpRequestException">The graph is too large.</exception>
    public async Task<GraphInfo> RunAsync(string name, IAsyncEnumerable<BackupRecord> records, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var rows = new RestoredGraph(name, options.Value.MaximumBytes);
            await foreach (var record in records.WithCancellation(cancellationToken))
                rows.Add(record);
            var (claimed, graph) = rows.Build();
            var info = GraphSummaries.Of(name, graph);
            if (info.Version != claimed.Version)
                throw new InvalidDataException($"the content of graph '{name}' does not match its version {claimed.Version}");
            if ((await graphs.FindGraphAsync(name, cancellationToken))?.Version != info.Version)
                await graphs.PutGraphAsync(info, graph, cancellationToken);
            return info;
        }
        finally
        {
            _one.Release();
            memory.Request();
        }
    }

    public void Dispose() => _one.Dispose();
}
