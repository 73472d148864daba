using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;
using NetMl.Graphs.Files;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Reads and stores uploads, one at a time so that memory stays bounded; the others wait, each received into a file so that slow senders hold up nobody.</summary>
internal sealed class GraphImports(MemoryTrim memory, IOptions<GraphOptions> options) : IDisposable
{
    private const int MostInMemory = 1 << 16;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <returns>The graph, and whether it took the place of another.</returns>
    /// <exception cref="GraphUploadException">The upload does not hold a graph.</exception>
    /// <exception cref="BadHttpRequestException">The upload is larger than allowed.</exception>
    /// <exception cref="StoreFullException">There is no room to receive it.</exception>
    public async Task<(GraphInfo Info, bool Existed)> RunAsync(string name, HttpRequest request, EdgeListOptions edgeList, IGraphStore store, CancellationToken cancellationToken)
    {
        await using var received = new FileBufferingReadStream(request.Body, MostInMemory);
        await ReceiveAsync(received, cancellationToken);
        await _one.WaitAsync(cancellationToken);
        try
        {
            var graph = await GraphUpload.ReadAsync(received, request.ContentType, edgeList, cancellationToken);
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

    /// <summary>Reads to the end, into a temporary file that goes with the stream, and back to the beginning.</summary>
    private async Task ReceiveAsync(FileBufferingReadStream upload, CancellationToken cancellationToken)
    {
        var mostBytes = options.Value.MaximumBytes;
        var buffer = new byte[MostInMemory];
        try
        {
            while (await upload.ReadAsync(buffer, cancellationToken) > 0)
            {
                if (upload.Length > mostBytes)
                    throw new BadHttpRequestException($"The upload has more than {mostBytes} bytes, which is all that is read (setting Graphs:MaximumMebibytes).", StatusCodes.Status413PayloadTooLarge);
            }
        }
        catch (IOException exception) when (exception is not BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw new StoreFullException($"The upload cannot be received into {Path.GetTempPath()} ({exception.Message.TrimEnd('.')}): free disk space there.", exception);
        }
        upload.Position = 0;
    }
}
