using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Published models in the model store: artifacts in chunks by SHA-256, and one registry that is changed only with its ETag.</summary>
sealed class ModelRegistry(DaprClient dapr, TimeProvider time) : IModelPublisher
{
    /// <summary>The alias that follows the newest version.</summary>
    public const string Latest = "latest";

    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };

    /// <summary>All models, by name.</summary>
    public async Task<IReadOnlyList<ModelEntry>> ListAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Entries;

    /// <summary>Stores the artifact, names it in the registry and tells the world. Safe to repeat: a job publishes once.</summary>
    public async Task<ModelVersion> PublishAsync(string model, string task, string job, ReadOnlyMemory<byte> artifact, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(artifact.Span));
        for (int at = 0, index = 0; at < artifact.Length; at += ModelStoreKeys.ChunkBytes, index++)
        {
            var chunk = artifact.Slice(at, Math.Min(ModelStoreKeys.ChunkBytes, artifact.Length - at));
            await dapr.SaveByteStateAsync(DaprComponents.ModelStore, ModelStoreKeys.Chunk(sha256, index), chunk, cancellationToken: cancellationToken);
        }
        var privacy = NodeModelArtifact.IsOne(artifact) ? null : ModelArtifact.Read(artifact).Privacy;
        var version = await RegisterAsync(
            new ModelVersion(model, 0, sha256, task, artifact.Length, time.GetUtcNow(), job, privacy?.Epsilon, privacy?.Delta), cancellationToken);
        await AnnounceAsync(version, cancellationToken);
        return version;
    }

    /// <summary>What a job has published, told to the world again since that may be what was interrupted; null when it has published nothing.</summary>
    public async Task<ModelVersion?> RecallAsync(string model, string job, CancellationToken cancellationToken)
    {
        var entry = (await ListAsync(cancellationToken)).FirstOrDefault(known => known.Name == model);
        if (entry?.Versions.FirstOrDefault(known => known.Job == job) is not { } version)
            return null;
        await AnnounceAsync(version, cancellationToken);
        return version;
    }

    private Task AnnounceAsync(ModelVersion version, CancellationToken cancellationToken) => dapr.PublishEventAsync(
        DaprComponents.PubSub, Topics.ModelsPublished, new ModelPublished(version.Model, version.Version, version.Sha256), cancellationToken);

    private async Task<ModelVersion> RegisterAsync(ModelVersion candidate, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (entries, etag) = await ReadAsync(cancellationToken);
            var entry = entries.FirstOrDefault(known => known.Name == candidate.Model)
                ?? new ModelEntry(candidate.Model, [], new Dictionary<string, int>(StringComparer.Ordinal));
            if (entry.Versions.FirstOrDefault(known => known.Job == candidate.Job) is { } published)
                return published;
            var version = candidate with { Version = entry.Versions.Select(known => known.Version).DefaultIfEmpty(0).Max() + 1 };
            var changed = entry with
            {
                Versions = [.. entry.Versions, version],
                Aliases = new Dictionary<string, int>(entry.Aliases, StringComparer.Ordinal) { [Latest] = version.Version },
            };
            IReadOnlyList<ModelEntry> next = [.. entries.Where(known => known.Name != entry.Name).Append(changed).OrderBy(known => known.Name, StringComparer.Ordinal)];
            var bytes = JsonSerializer.SerializeToUtf8Bytes(next, WireJson.Default.IReadOnlyListModelEntry);
            if (await dapr.TrySaveByteStateAsync(DaprComponents.ModelStore, ModelStoreKeys.Registry, bytes, etag, FirstWrite, cancellationToken: cancellationToken))
                return version;
        }
    }

    private async Task<(IReadOnlyList<ModelEntry> Entries, string Etag)> ReadAsync(CancellationToken cancellationToken)
    {
        var (bytes, etag) = await dapr.GetByteStateAndETagAsync(DaprComponents.ModelStore, ModelStoreKeys.Registry, cancellationToken: cancellationToken);
        return (bytes.IsEmpty ? [] : JsonSerializer.Deserialize(bytes.Span, WireJson.Default.IReadOnlyListModelEntry) ?? [], etag ?? "");
    }
}
