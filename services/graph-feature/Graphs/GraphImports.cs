using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Reads and stores uploads, one at a time so that memory stays bounded; the others wait.</summary>
internal sealed class GraphImports(MemoryTrim memory) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <returns>The graph, and whether it took the place of another.</returns>
    /// <exception cref="GraphUploadException">The upload does not hold a graph.</exception>
    public async Task<(GraphInfo Info, bool Existed)> RunAsync(string name, HttpRequest request, bool isDirected, IGraphStore store, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var graph = await GraphUpload.ReadAsync(request, isDirected, cancellationToken);
            var info = GraphSummaries.Of(name, graph);
            return (info, await store.PutGraphAsync(info, graph, cancellationToken));
        }
        finally
        {
            _one.Release();
            memory.Request();
        }
    }

    public void Dispose() => _one.Dispose();
}
