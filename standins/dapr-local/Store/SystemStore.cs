using DaprLocal.Components;
using DaprLocal.State;

namespace DaprLocal.Store;

/// <summary>The state file that also holds messages and reminders: that of the actor state store, else of the first state component.</summary>
public sealed record SystemStore(SqliteStore Store)
{
    /// <summary>The file that the components name; null when none keeps state, and messages live in a temporary file.</summary>
    public static string? PathOf(IReadOnlyList<Component> components)
    {
        var component = components.FirstOrDefault(component => component.IsActorStateStore) ?? components.FirstOrDefault(component => component.IsState);
        return component is null ? null : Path.GetFullPath(FilePath(component));
    }

    public static SystemStore Open(string? stateFile, StoreSet stores) => new(stateFile is null ? stores.OpenTemporary() : stores.Open(stateFile));

    public static StateStores OpenStates(IReadOnlyList<Component> components, StoreSet stores, TimeProvider time)
    {
        var actorStores = components.Where(component => component.IsActorStateStore).Select(component => component.Name).ToList();
        if (actorStores.Count > 1)
            throw new UsageException($"The components {string.Join(" and ", actorStores)} both have actorStateStore 'true': only one can keep actor state.");
        return new StateStores([.. components.Where(component => component.IsState).Select(component => new StateTable(component, stores.Open(FilePath(component)), time))]);
    }

    /// <summary>The file of a connectionString: a path, file:path?options, or Data Source=path.</summary>
    private static string FilePath(Component component)
    {
        var text = component.Setting("connectionString") ?? "";
        if (text.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase))
            text = text["Data Source=".Length..].Split(';')[0];
        if (text.StartsWith("file:", StringComparison.Ordinal))
            text = text["file:".Length..].Split('?')[0];
        if (text.Length == 0 || text.Contains(":memory:", StringComparison.Ordinal))
            throw new UsageException($"The component '{component.Name}' in '{component.File}' needs a connectionString that names a file, such as data/state.db.");
        return text;
    }
}
