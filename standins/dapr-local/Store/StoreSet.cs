namespace DaprLocal.Store;

/// <summary>The open SQLite files, each opened once however many components name it.</summary>
public sealed class StoreSet : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteStore> _open = [];

    public SqliteStore Open(string path)
    {
        path = Path.GetFullPath(path);
        if (!_open.TryGetValue(path, out var store))
            _open.Add(path, store = SqliteStore.Open(path));
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.Values)
            await store.DisposeAsync();
    }
}
