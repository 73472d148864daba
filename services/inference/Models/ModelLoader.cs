using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Models;

/// <summary>Loads versions; callers that want the same one at the same time share one load, which no single caller can cancel.</summary>
internal sealed partial class ModelLoader(
    ArtifactReader artifacts, ModelCatalog catalog, InferenceMetrics metrics, TimeProvider time, IOptions<ModelOptions> options, IHostApplicationLifetime lifetime, ILogger<ModelLoader> logger)
{
    private readonly ConcurrentDictionary<ModelKey, Lazy<Task<ServedModel>>> _running = new();

    /// <exception cref="Refusal">503: the version cannot be loaded; the sentence says why.</exception>
    public async Task<ServedModel> GetAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var key = new ModelKey(version.Model, version.Version);
        var state = catalog.State;
        if (state.Loaded.TryGetValue(key, out var loaded) && loaded.Version.Sha256 == version.Sha256)
            return catalog.Use(loaded);
        if (state.Failures.TryGetValue(key, out var failure) && time.GetUtcNow() - failure.At < options.Value.RetryLoad)
            throw Refused(key, failure.Reason);
        var load = _running.GetOrAdd(key, _ => new(() => LoadAsync(version)));
        return await load.Value.WaitAsync(cancellationToken);
    }

    private async Task<ServedModel> LoadAsync(ModelVersion version)
    {
        var key = new ModelKey(version.Model, version.Version);
        try
        {
            var model = new ServedModel(version, await artifacts.ReadAsync(version, lifetime.ApplicationStopping));
            catalog.Add(model);
            metrics.Loaded(key.Model, key.Version, succeeded: true);
            ModelLoaded(key.Model, key.Version, version.Bytes);
            return model;
        }
        catch (InvalidDataException invalid)
        {
            catalog.AddFailure(key, new(invalid.Message, time.GetUtcNow()));
            metrics.Loaded(key.Model, key.Version, succeeded: false);
            ModelRefused(key.Model, key.Version, invalid.Message);
            throw Refused(key, invalid.Message);
        }
        catch (ModelStoreException unreachable)
        {
            metrics.Loaded(key.Model, key.Version, succeeded: false);
            ModelUnreachable(key.Model, key.Version, unreachable.Message);
            throw Refused(key, "the model store cannot be read now");
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    private Refusal Refused(ModelKey key, string reason) =>
        Refusal.Unavailable($"Version {key.Version} of the model '{key.Model}' cannot be loaded: {reason.TrimEnd('.')}.", options.Value.RetryLoad);
}
