using System.Collections.Concurrent;
using DaprLocal.Apps;

namespace DaprLocal.Actors;

/// <summary>The actors that are active, by key.</summary>
public sealed class ActorDirectory
{
    private readonly ConcurrentDictionary<ActorKey, ActorEntry> _entries = new();

    public ICollection<ActorEntry> Entries => _entries.Values;

    public ActorEntry GetOrAdd(ActorKey key) => _entries.GetOrAdd(key, static key => new ActorEntry(key));

    public ActorEntry? Find(ActorKey key) => _entries.GetValueOrDefault(key);

    public void Remove(ActorEntry entry) => _entries.TryRemove(KeyValuePair.Create(entry.Key, entry));

    /// <summary>The entry of an actor that is active on this instance, or null.</summary>
    public ActorEntry? ActiveOn(AppInstance app, ActorKey key) => Find(key) is { } entry && entry.Host == app ? entry : null;

    public IReadOnlyDictionary<string, int> CountsOn(AppInstance app)
    {
        var counts = app.Config.ActorTypes.Keys.ToDictionary(type => type, _ => 0);
        foreach (var entry in Entries.Where(entry => entry.Host == app))
            counts[entry.Key.Type] = counts.GetValueOrDefault(entry.Key.Type) + 1;
        return counts;
    }
}
