using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Inference.Models;

namespace NetMl.Inference.Tests.Fixtures;

/// <summary>A model store in memory, with the faults that a real one has.</summary>
internal sealed class ModelShelf : IModelStore
{
    private readonly ConcurrentDictionary<string, byte[]> _chunks = new();
    private ImmutableSortedDictionary<string, ModelEntry> _models = ImmutableSortedDictionary<string, ModelEntry>.Empty;
    private int _changes;
    private int _chunkReads;

    /// <summary>While true, nothing can be read.</summary>
    public bool IsDown { get; set; }

    /// <summary>Reads of chunks wait for it.</summary>
    public Task ChunkGate { get; set; } = Task.CompletedTask;

    public int ChunkReads => Volatile.Read(ref _chunkReads);

    /// <summary>Publishes the next version and points the alias latest to it.</summary>
    public ModelVersion Publish(string model, ModelArtifact artifact, bool intact = true) => Publish(model, artifact.Task, artifact.Write(), intact);

    /// <inheritdoc cref="Publish(string, ModelArtifact, bool)"/>
    public ModelVersion Publish(string model, NodeModelArtifact artifact) => Publish(model, NodeModelArtifact.Task, artifact.Write(), intact: true);

    private ModelVersion Publish(string model, string task, byte[] bytes, bool intact)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!intact)
            bytes[^1] ^= 1;
        foreach (var (index, chunk) in bytes.Chunk(ModelStoreKeys.ChunkBytes).Index())
            _chunks[ModelStoreKeys.Chunk(sha256, index)] = chunk;
        var former = _models.GetValueOrDefault(model);
        var version = new ModelVersion(model, (former?.Versions.Count ?? 0) + 1, sha256, task, bytes.Length, DateTimeOffset.UnixEpoch, "job");
        Set(new(model, [.. former?.Versions ?? [], version], new Dictionary<string, int> { [ModelCatalog.Latest] = version.Version }));
        return version;
    }

    public void Alias(string model, string alias, int version) =>
        Set(_models[model] with { Aliases = _models[model].Aliases.Where(known => known.Key != alias).Append(new(alias, version)).ToDictionary() });

    public void Withdraw(string model)
    {
        _models = _models.Remove(model);
        _changes++;
    }

    /// <summary>Puts the right bytes where damaged ones were.</summary>
    public void Repair(ModelArtifact artifact)
    {
        var bytes = artifact.Write();
        foreach (var (index, chunk) in bytes.Chunk(ModelStoreKeys.ChunkBytes).Index())
            _chunks[ModelStoreKeys.Chunk(Convert.ToHexStringLower(SHA256.HashData(bytes)), index)] = chunk;
    }

    public void Lose(ModelVersion version, int chunk) => _chunks.TryRemove(ModelStoreKeys.Chunk(version.Sha256, chunk), out _);

    public Task<Registry> ReadRegistryAsync(CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return Task.FromResult(new Registry([.. _models.Values], _changes == 0 ? "" : $"{_changes}"));
    }

    public async Task<ReadOnlyMemory<byte>> ReadChunkAsync(string sha256, int index, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        Interlocked.Increment(ref _chunkReads);
        await ChunkGate.WaitAsync(cancellationToken);
        return _chunks.GetValueOrDefault(ModelStoreKeys.Chunk(sha256, index));
    }

    private void Set(ModelEntry entry)
    {
        _models = _models.SetItem(entry.Name, entry);
        _changes++;
    }

    private void ThrowIfDown()
    {
        if (IsDown)
            throw new ModelStoreException("The store is down.", new IOException());
    }
}
