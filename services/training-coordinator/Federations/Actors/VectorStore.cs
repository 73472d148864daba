using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.Federation.Rounds;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>Shared vectors of federations by their SHA-256, immutable.</summary>
interface IVectorStore
{
    Task SaveAsync(string federation, byte[] vector, CancellationToken cancellationToken);

    /// <summary>Null = there is none.</summary>
    Task<byte[]?> LoadAsync(string federation, string sha256, CancellationToken cancellationToken);

    Task DeleteAsync(string federation, string sha256, CancellationToken cancellationToken);
}

/// <summary>In the Dapr state store, in pieces behind an entry that tells the length; the last thing written is that entry.</summary>
sealed class VectorStore(DaprClient dapr) : IVectorStore
{
    public async Task SaveAsync(string federation, byte[] vector, CancellationToken cancellationToken)
    {
        var name = Key(federation, FreshVectors.NameOf(vector));
        for (int at = 0, piece = 0; at < vector.Length; at += ModelStoreKeys.ChunkBytes, piece++)
            await dapr.SaveByteStateAsync(
                DaprComponents.StateStore, $"{name}-{piece}", vector.AsMemory(at, Math.Min(ModelStoreKeys.ChunkBytes, vector.Length - at)), cancellationToken: cancellationToken);
        await dapr.SaveStateAsync(DaprComponents.StateStore, name, vector.Length, cancellationToken: cancellationToken);
    }

    public async Task<byte[]?> LoadAsync(string federation, string sha256, CancellationToken cancellationToken)
    {
        var name = Key(federation, sha256);
        if (await dapr.GetStateAsync<int?>(DaprComponents.StateStore, name, cancellationToken: cancellationToken) is not { } length)
            return null;
        var vector = new byte[length];
        for (int at = 0, piece = 0; at < length; at += ModelStoreKeys.ChunkBytes, piece++)
            (await dapr.GetByteStateAsync(DaprComponents.StateStore, $"{name}-{piece}", cancellationToken: cancellationToken)).CopyTo(vector.AsMemory(at));
        return FreshVectors.NameOf(vector) == sha256 ? vector : null;
    }

    public async Task DeleteAsync(string federation, string sha256, CancellationToken cancellationToken)
    {
        var name = Key(federation, sha256);
        var length = await dapr.GetStateAsync<int?>(DaprComponents.StateStore, name, cancellationToken: cancellationToken) ?? 0;
        await dapr.DeleteStateAsync(DaprComponents.StateStore, name, cancellationToken: cancellationToken);
        for (var piece = 0; piece * ModelStoreKeys.ChunkBytes < length; piece++)
            await dapr.DeleteStateAsync(DaprComponents.StateStore, $"{name}-{piece}", cancellationToken: cancellationToken);
    }

    private static string Key(string federation, string sha256) => $"federation-vector-{federation}-{sha256}";
}
