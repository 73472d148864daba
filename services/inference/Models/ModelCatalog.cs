using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;

namespace NetMl.Inference.Models;

/// <summary>Holds what is served. Readers take one immutable state; writers replace it, one at a time, only when the new version is ready.</summary>
internal sealed class ModelCatalog(IOptions<ModelOptions> options)
{
    public const string Latest = "latest";

    private readonly Lock _writing = new();
    private volatile CatalogState _state = CatalogState.Empty;
    private long _uses;

    public CatalogState State => _state;

    /// <summary>Marks a use, for the order in which versions leave.</summary>
    public ServedModel Use(ServedModel model)
    {
        model.Touch(Interlocked.Increment(ref _uses));
        return model;
    }

    public void Add(ServedModel model)
    {
        Use(model);
        Replace(state => state.WithLoaded(model, options.Value.MaxLoaded));
    }

    public void AddFailure(ModelKey key, LoadFailure failure) => Replace(state => state with { Failures = state.Failures.SetItem(key, failure) });

    /// <summary>Makes a loaded version the one that answers requests without a version.</summary>
    public void Promote(ServedModel model) => Replace(state => state with { Current = state.Current.SetItem(model.Version.Model, model) });

    /// <summary>Takes a registry over: what is no longer published is forgotten. A former version goes on serving while the latest cannot be loaded.</summary>
    public void Adopt(Registry registry)
    {
        var models = registry.Models.DistinctBy(model => model.Name).ToImmutableSortedDictionary(model => model.Name, model => model, StringComparer.Ordinal);
        Replace(state => state with
        {
            Registry = models,
            ETag = registry.ETag,
            Current = state.Current.RemoveRange(state.Current.Where(model => !IsPublished(models, model.Value.Key)).Select(model => model.Key)),
            Loaded = state.Loaded.RemoveRange(state.Loaded.Keys.Where(key => !IsPublished(models, key))),
            Failures = state.Failures.RemoveRange(state.Failures.Keys.Where(key => !IsPublished(models, key))),
        });
    }

    private static bool IsPublished(ImmutableSortedDictionary<string, ModelEntry> models, ModelKey key) =>
        models.TryGetValue(key.Model, out var entry) && CatalogState.Find(entry, key.Version) is not null;

    private void Replace(Func<CatalogState, CatalogState> change)
    {
        lock (_writing)
            _state = change(_state);
    }
}
