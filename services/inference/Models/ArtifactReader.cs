using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;

namespace NetMl.Inference.Models;

/// <summary>Puts an artifact together from its chunks and trusts it only when length, SHA-256 and structure are right.</summary>
internal sealed class ArtifactReader(IModelStore store, IOptions<ModelOptions> options)
{
    /// <exception cref="InvalidDataException">The artifact is incomplete or not what the registry says; the message is a sentence.</exception>
    /// <exception cref="ModelStoreException">The store cannot be read now.</exception>
    public async Task<LoadedArtifact> ReadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        if (version.Bytes < 1 || version.Bytes > options.Value.MaxArtifactBytes)
            throw new InvalidDataException($"its artifact is said to have {version.Bytes} bytes, and only 1 to {options.Value.MaxArtifactBytes} are read");
        var bytes = new byte[version.Bytes];
        for (var (index, at) = (0, 0); at < bytes.Length; index++)
        {
            var chunk = await store.ReadChunkAsync(version.Sha256, index, cancellationToken);
            var wanted = Math.Min(ModelStoreKeys.ChunkBytes, bytes.Length - at);
            if (chunk.Length != wanted)
                throw new InvalidDataException($"chunk {index} of its artifact has {chunk.Length} bytes instead of {wanted}");
            chunk.CopyTo(bytes.AsMemory(at));
            at += wanted;
        }
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!sha256.Equals(version.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"the SHA-256 of its artifact is {sha256} instead of {version.Sha256}, so it has been damaged or replaced");
        var artifact = LoadedArtifact.Read(bytes);
        return artifact.Task == version.Task
            ? artifact
            : throw new InvalidDataException($"its artifact is for the task {artifact.Task} instead of {version.Task}");
    }
}
