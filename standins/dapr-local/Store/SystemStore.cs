using DaprLocal.Components;
using DaprLocal.State;

namespace DaprLocal.Store;

/// <summary>The state file that also holds messages and reminders: that of the actor state store, else of the first state component.</summary>
public sealed record SystemStore(SqliteStore Store, bool IsTemporary)
{
    public static SystemStore Open(IReadOnlyList<Component> components, StoreSet stores)
    {
        var component = components.FirstOrDefault(component => component.IsActorStateStore) ?? components.FirstOrDefault(component => component.IsState);
        if (component is not null)
            return new SystemStore(stores.Open(FilePath(component)), false);
        var folder = Directory.CreateTempSubdirectory("dapr-local-");
        return new SystemStore(stores.Open(Path.Combine(folder.FullName, "dapr-local.db")), true);
    }

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
