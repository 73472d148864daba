using DaprLocal.Api;
using DaprLocal.Components;
using DaprLocal.Store;

namespace DaprLocal.State;

/// <summary>A state.sqlite component: one table of keys with JSON values, ETags and expiry.</summary>
public sealed class StateTable
{
    public const int LongestKeyName = 2048;

    private readonly TimeProvider _time;
    private readonly string _get;
    private readonly string _put;
    private readonly string _insert;
    private readonly string _update;
    private readonly string _delete;
    private readonly string _deleteMatch;
    private readonly string _sweep;

    public StateTable(Component component, SqliteStore store, TimeProvider time)
    {
        Component = component;
        Store = store;
        _time = time;
        var table = component.Setting("tableName") ?? "state";
        if (!table.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(table[0]))
            throw new UsageException($"The component '{component.Name}' in '{component.File}' has the tableName '{table}': use letters, digits and '_'.");
        _get = $"SELECT value, etag, expires FROM {table} WHERE key = ?1 AND (expires IS NULL OR expires > ?2)";
        _put = $"INSERT INTO {table} (key, value, etag, expires) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = excluded.etag, expires = excluded.expires";
        _insert = _put + " WHERE expires <= ?5";
        _update = $"UPDATE {table} SET value = ?2, etag = ?3, expires = ?4 WHERE key = ?1 AND etag = ?5 AND (expires IS NULL OR expires > ?6)";
        _delete = $"DELETE FROM {table} WHERE key = ?1";
        _deleteMatch = $"DELETE FROM {table} WHERE key = ?1 AND etag = ?2 AND (expires IS NULL OR expires > ?3)";
        _sweep = $"DELETE FROM {table} WHERE expires <= ?1";
        store.WriteAsync(session =>
        {
            session.Execute($"CREATE TABLE IF NOT EXISTS {table} (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL, etag TEXT NOT NULL, expires INTEGER)");
            session.Execute($"CREATE INDEX IF NOT EXISTS {table}_expires ON {table} (expires) WHERE expires IS NOT NULL");
        }, CancellationToken.None).GetAwaiter().GetResult(); // once, at start-up, before anything is served
    }

    public Component Component { get; }

    public SqliteStore Store { get; }

    /// <summary>The full key: app-id, component name or nothing before "||", as keyPrefix says.</summary>
    public string FullKey(string key, string appId) => (Component.Setting("keyPrefix") ?? "appid").ToLowerInvariant() switch
    {
        "none" => key,
        "name" => $"{Component.Name}||{key}",
        "" or "appid" => $"{appId}||{key}",
        "namespace" => $"default.{appId}||{key}",
        _ => $"{Component.Setting("keyPrefix")}||{key}",
    };

    public StateItem? Get(string fullKey) => Store.Read(session => Get(session, fullKey));

    public StateItem? Get(SqliteSession session, string fullKey) => session.First(
        _get,
        row => new StateItem(row.GetFieldValue<byte[]>(0), row.GetString(1), row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
        fullKey, Now);

    /// <summary>Writes or deletes one key. Throws when the ETag does not match or a first write finds the key.</summary>
    public void Apply(SqliteSession session, StateChange change)
    {
        var changed = change switch
        {
            { Value: null, ETag: { } etag } => session.Execute(_deleteMatch, change.FullKey, etag, Now),
            { Value: null } => session.Execute(_delete, change.FullKey) | 1,
            { ETag: { } etag } => session.Execute(_update, change.FullKey, change.Value, NewETag(), Expiry(change), etag, Now),
            { FirstWrite: true } => session.Execute(_insert, change.FullKey, change.Value, NewETag(), Expiry(change), Now),
            _ => session.Execute(_put, change.FullKey, change.Value, NewETag(), Expiry(change)),
        };
        if (changed == 0)
            throw new ETagMismatchException(change.ETag);
    }

    /// <summary>Removes what has expired.</summary>
    public int Sweep(SqliteSession session) => session.Execute(_sweep, Now);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private object? Expiry(StateChange change) => change.Ttl is { } ttl ? Now + (long)ttl.TotalMilliseconds : null;

    private static string NewETag() => Guid.NewGuid().ToString();
}
