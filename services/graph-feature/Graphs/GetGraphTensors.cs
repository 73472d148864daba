using System.Net.Mime;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Graphs;

/// <summary>A stored graph as safetensors, for training-coordinator; the ETag is the version of what is in it.</summary>
internal static class GetGraphTensors
{
    private const int BufferBytes = 1 << 16;

    public static void MapGetGraphTensors(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/internal/graphs/{name}/tensors", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(string name, IGraphStore store, MemoryTrim memory, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.FindGraphAsync(name, cancellationToken) is not { } known)
            return await GraphServices.UnknownAsync(store, name, cancellationToken);
        if (EntityTag.IsKnownTo(http, known.Version))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (await store.ReadGraphAsync(name, GraphTensors.MaximumBytes, cancellationToken) is not { } stored)
            return TypedResults.Problem(
                $"Graph '{name}' has more than {GraphTensors.MaximumBytes >> 20} MiB as tensors, which is the most that is learnt from: import a part of it.", statusCode: StatusCodes.Status413PayloadTooLarge);
        // Replaced since it was found: the tag is that of what was read.
        EntityTag.IsKnownTo(http, stored.Info.Version);
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            GraphTensorFile.Of(stored).WriteTo(file);
            file.Position = 0;
            return TypedResults.Stream(file, MediaTypeNames.Application.Octet);
        }
        catch (IOException full)
        {
            await file.DisposeAsync();
            throw new StoreFullException($"The tensors of graph '{name}' cannot be written into {Path.GetTempPath()} ({full.Message.TrimEnd('.')}): free disk space there.", full);
        }
        finally
        {
            memory.Request();
        }
    }
}
