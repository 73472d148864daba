namespace DaprLocal.Store;

/// <summary>The open SQLite files, each opened once however many components name it.</summary>
public sealed class StoreSet : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteStore> _open = [];
    private DirectoryInfo? _temporary;

    public SqliteStore Open(string path)
    {
        path = Path.GetFullPath(path);
        if (!_open.TryGetValue(path, out var store))
            _open.Add(path, store = SqliteStore.Open(path));
        return store;
    }

    /// <summary>A file that goes with this process.</summary>
    public SqliteStore OpenTemporary()
    {
        _temporary ??= Directory.CreateTempSubdirectory("dapr-local-");
        return Open(Path.Combine(_temporary.FullName, "dapr-local.db"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _open.Values)
            await store.DisposeAsync();
        _temporary?.Delete(recursive: true);
    }
}
