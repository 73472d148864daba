using System.Collections.Immutable;
using NetMl.Contracts.Training;

namespace NetMl.Inference.Models;

/// <summary>Why a version is not served, and when that was found.</summary>
internal sealed record LoadFailure(string Reason, DateTimeOffset At);

/// <summary>Everything known at one moment; replaced as a whole.</summary>
/// <param name="Registry">The published models by name; null before the first successful read.</param>
/// <param name="Current">By model: the version that answers requests without one.</param>
internal sealed record CatalogState(
    ImmutableSortedDictionary<string, ModelEntry>? Registry, string ETag,
    ImmutableDictionary<string, ServedModel> Current, ImmutableDictionary<ModelKey, ServedModel> Loaded, ImmutableDictionary<ModelKey, LoadFailure> Failures)
{
    public static CatalogState Empty { get; } = new(null, "",
        ImmutableDictionary<string, ServedModel>.Empty, ImmutableDictionary<ModelKey, ServedModel>.Empty, ImmutableDictionary<ModelKey, LoadFailure>.Empty);

    public ModelEntry? Entry(string model) => Registry?.GetValueOrDefault(model);

    /// <summary>The version behind the alias latest; without one the highest.</summary>
    public static ModelVersion? Latest(ModelEntry entry) =>
        entry.Aliases.TryGetValue(ModelCatalog.Latest, out var number) && Find(entry, number) is { } named
            ? named
            : entry.Versions.MaxBy(version => version.Version);

    public static ModelVersion? Find(ModelEntry entry, int number) => entry.Versions.FirstOrDefault(version => version.Version == number);

    public CatalogState WithLoaded(ServedModel model, int maxLoaded)
    {
        var loaded = Loaded.SetItem(model.Key, model);
        var idle = loaded.Values.Where(other => other != model && Current.GetValueOrDefault(other.Version.Model) != other).OrderBy(other => other.LastUsed);
        foreach (var leaving in idle.Take(Math.Max(0, loaded.Count - maxLoaded)).ToList())
            loaded = loaded.Remove(leaving.Key);
        return this with { Loaded = loaded, Failures = Failures.Remove(model.Key) };
    }
}
