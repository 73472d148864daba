using NetMl.Contracts.Training;

namespace NetMl.Inference.Models;

/// <summary>Where published models are kept.</summary>
internal interface IModelStore
{
    /// <summary>All published models; empty when nothing has been published.</summary>
    /// <exception cref="ModelStoreException">The store cannot be read now.</exception>
    Task<Registry> ReadRegistryAsync(CancellationToken cancellationToken);

    /// <summary>One chunk of an artifact; empty when it is missing.</summary>
    /// <exception cref="ModelStoreException">The store cannot be read now.</exception>
    Task<ReadOnlyMemory<byte>> ReadChunkAsync(string sha256, int index, CancellationToken cancellationToken);
}

/// <summary>The registry as read at one moment.</summary>
/// <param name="ETag">Changes with every change; empty when there is no registry yet.</param>
internal sealed record Registry(IReadOnlyList<ModelEntry> Models, string ETag);

/// <summary>The store cannot be read now; trying again may help.</summary>
internal sealed class ModelStoreException(string message, Exception inner) : Exception(message, inner);
