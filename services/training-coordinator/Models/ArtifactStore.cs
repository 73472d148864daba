using System.Security.Cryptography;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Reads published artifacts out of the model store, chunk by chunk.</summary>
sealed class ArtifactStore(DaprClient dapr)
{
    /// <summary>The chunks one after another; at most one is held.</summary>
    /// <exception cref="InvalidDataException">A chunk is gone or the sum is not the version's length.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ChunksAsync(ModelVersion version, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long read = 0;
        for (var index = 0; read < version.Bytes; index++)
        {
            var chunk = await dapr.GetByteStateAsync(DaprComponents.ModelStore, ModelStoreKeys.Chunk(version.Sha256, index), cancellationToken: cancellationToken);
            read += chunk.Length;
            if (chunk.IsEmpty || read > version.Bytes)
                throw new InvalidDataException($"Chunk {index} of version {version.Version} of model '{version.Model}' is not what was stored: publish the model again.");
            yield return chunk;
        }
    }

    /// <summary>The whole file, checked against its SHA-256.</summary>
    /// <exception cref="InvalidDataException">It is not what was published.</exception>
    public async Task<byte[]> ReadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var (bytes, at) = (new byte[version.Bytes], 0);
        await foreach (var chunk in ChunksAsync(version, cancellationToken))
        {
            chunk.CopyTo(bytes.AsMemory(at));
            at += chunk.Length;
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == version.Sha256
            ? bytes
            : throw new InvalidDataException($"Version {version.Version} of model '{version.Model}' is stored with other bytes than were published: publish the model again.");
    }
}
