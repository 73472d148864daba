using System.Text.Json;
using Dapr;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.Inference.Models;

/// <summary>The model store as a Dapr state store, shared with training-coordinator.</summary>
internal sealed class DaprModelStore(DaprClient dapr) : IModelStore
{
    public async Task<Registry> ReadRegistryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (json, etag) = await dapr.GetByteStateAndETagAsync(DaprComponents.ModelStore, ModelStoreKeys.Registry, cancellationToken: cancellationToken);
            var models = json.IsEmpty ? [] : JsonSerializer.Deserialize(json.Span, WireJson.Default.IReadOnlyListModelEntry);
            return new(models ?? [], etag ?? "");
        }
        catch (Exception failure) when (failure is DaprException or JsonException)
        {
            throw new ModelStoreException($"the registry cannot be read: {(failure.InnerException ?? failure).Message}", failure);
        }
    }

    public async Task<ReadOnlyMemory<byte>> ReadChunkAsync(string sha256, int index, CancellationToken cancellationToken)
    {
        try
        {
            return await dapr.GetByteStateAsync(DaprComponents.ModelStore, ModelStoreKeys.Chunk(sha256, index), cancellationToken: cancellationToken);
        }
        catch (DaprException failure)
        {
            throw new ModelStoreException($"chunk {index} of artifact {sha256} cannot be read: {(failure.InnerException ?? failure).Message}", failure);
        }
    }
}
