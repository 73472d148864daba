using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.GraphFeature;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Models;

/// <summary>Finds the version that a request means, and loads it when nobody has asked for it before.</summary>
internal sealed class ModelDirectory(ModelCatalog catalog, ModelLoader loader, RegistryReader registry)
{
    private static readonly TimeSpan StoreWait = TimeSpan.FromSeconds(2);

    /// <param name="version">A number or an alias; null or "latest" = the current one.</param>
    /// <exception cref="Refusal">404: unknown; 503: cannot be loaded or the registry cannot be read.</exception>
    public async Task<ServedModel> GetAsync(string model, string? version, CancellationToken cancellationToken)
    {
        if (IsCurrent(version) && catalog.State.Current.TryGetValue(model, out var current))
            return catalog.Use(current);
        var entry = catalog.State.Entry(model);
        if (entry is null || Find(entry, version) is null)
        {
            // It may have been published since the last look.
            await RefreshAsync(cancellationToken);
            entry = catalog.State.Entry(model) ?? throw Refusal.NotFound(UnknownModel(model));
        }
        if (IsCurrent(version) && catalog.State.Current.TryGetValue(model, out current))
            return catalog.Use(current);
        var wanted = Find(entry, version) ?? throw Refusal.NotFound(UnknownVersion(entry, version));
        return await loader.GetAsync(wanted, cancellationToken);
    }

    /// <summary>Looks at the registry now.</summary>
    /// <exception cref="Refusal">503: the registry cannot be read.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await registry.RefreshAsync(cancellationToken);
        }
        catch (ModelStoreException)
        {
            throw Refusal.Unavailable("The model registry cannot be read now.", StoreWait);
        }
    }

    private static bool IsCurrent(string? version) => version is null or "" or ModelCatalog.Latest;

    private static ModelVersion? Find(ModelEntry entry, string? version)
    {
        if (IsCurrent(version))
            return CatalogState.Latest(entry);
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return CatalogState.Find(entry, number);
        return entry.Aliases.TryGetValue(version!, out var aliased) ? CatalogState.Find(entry, aliased) : null;
    }

    private string UnknownModel(string model) => catalog.State.Registry is { IsEmpty: false } known
        ? NearestName.Find(model, [.. known.Keys]) is { } near
            ? $"There is no model '{model}'. Did you mean '{near}'?"
            : $"There is no model '{model}'; known are {string.Join(", ", known.Keys)}."
        : $"There is no model '{model}'; none has been published yet.";

    private static string UnknownVersion(ModelEntry entry, string? version) =>
        $"The model '{entry.Name}' has no version '{version}'; it has {string.Join(", ", entry.Versions.Select(known => known.Version).Order())}{Aliases(entry)}.";

    private static string Aliases(ModelEntry entry) => entry.Aliases.Count == 0 ? "" : $" and the aliases {string.Join(", ", entry.Aliases.Keys.Order(StringComparer.Ordinal))}";
}
