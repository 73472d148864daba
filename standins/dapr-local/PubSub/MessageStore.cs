using DaprLocal.Store;

namespace DaprLocal.PubSub;

/// <summary>Messages and who still has to get them, in SQLite. A message goes when its last delivery is done.</summary>
public sealed class MessageStore
{
    public MessageStore(SqliteStore store)
    {
        Store = store;
        store.WriteAsync(CreateTables, CancellationToken.None).GetAwaiter().GetResult(); // once, at start-up, before anything is served
    }

    public SqliteStore Store { get; }

    /// <summary>Adds a message for every group of its topic; returns its id. Inside a write of <see cref="Store"/>.</summary>
    public static long Add(SqliteSession session, StoredMessage message, long now)
    {
        session.Execute(
            "INSERT INTO dapr_messages (pubsub, topic, body, raw, metadata, published, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            message.PubSub, message.Topic, message.Body, message.Raw ? 1 : 0, message.Metadata, now, message.Expires);
        var id = session.LastRowId;
        session.Execute(
            "INSERT INTO dapr_deliveries (grp, message, attempts, due) SELECT id, ?1, 0, 0 FROM dapr_groups WHERE pubsub = ?2 AND topic = ?3",
            id, message.PubSub, message.Topic);
        return id;
    }

    /// <summary>The id of a group, made on its first subscription: it then gets every message of the topic that is still kept.</summary>
    public static long JoinGroup(SqliteSession session, string pubsub, string topic, string appId)
    {
        if (session.First("SELECT id FROM dapr_groups WHERE pubsub = ?1 AND topic = ?2 AND app = ?3", row => (long?)row.GetInt64(0), pubsub, topic, appId) is { } known)
            return known;
        session.Execute("INSERT INTO dapr_groups (pubsub, topic, app) VALUES (?1, ?2, ?3)", pubsub, topic, appId);
        var id = session.LastRowId;
        session.Execute("INSERT INTO dapr_deliveries (grp, message, attempts, due) SELECT ?1, id, 0, 0 FROM dapr_messages WHERE pubsub = ?2 AND topic = ?3", id, pubsub, topic);
        return id;
    }

    /// <summary>Removes the groups of an app whose topic it no longer names, with what was kept for them.</summary>
    public static int LeaveGroups(SqliteSession session, string appId, IReadOnlySet<(string PubSub, string Topic)> kept)
    {
        var groups = session.Query("SELECT id, pubsub, topic FROM dapr_groups WHERE app = ?1", row => (Id: row.GetInt64(0), Key: (row.GetString(1), row.GetString(2))), appId);
        var left = groups.Where(group => !kept.Contains(group.Key)).ToList();
        foreach (var group in left)
        {
            session.Execute("DELETE FROM dapr_messages WHERE id IN (SELECT message FROM dapr_deliveries WHERE grp = ?1) AND (SELECT count(*) FROM dapr_deliveries WHERE message = dapr_messages.id) = 1", group.Id);
            session.Execute("DELETE FROM dapr_deliveries WHERE grp = ?1", group.Id);
            session.Execute("DELETE FROM dapr_groups WHERE id = ?1", group.Id);
        }
        return left.Count;
    }

    /// <summary>What a group still has to deliver behind a message id, oldest first.</summary>
    public IReadOnlyList<PendingDelivery> Pending(long group, long behind, int limit) => Store.Read(session => session.Query(
        "SELECT message, attempts, due FROM dapr_deliveries WHERE grp = ?1 AND message > ?2 ORDER BY message LIMIT ?3",
        row => new PendingDelivery(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2)), group, behind, limit));

    public StoredMessage? Load(long id) => Store.Read(session => session.First(
        "SELECT pubsub, topic, body, raw, metadata, expires FROM dapr_messages WHERE id = ?1",
        row => new StoredMessage(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3) != 0, row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetInt64(5)),
        id));

    /// <summary>The delivery is done with.</summary>
    public static void Finish(SqliteSession session, long group, long message)
    {
        session.Execute("DELETE FROM dapr_deliveries WHERE grp = ?1 AND message = ?2", group, message);
        session.Execute("DELETE FROM dapr_messages WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM dapr_deliveries WHERE message = ?1)", message);
    }

    public static void Postpone(SqliteSession session, long group, PendingDelivery delivery) =>
        session.Execute("UPDATE dapr_deliveries SET attempts = ?3, due = ?4 WHERE grp = ?1 AND message = ?2", group, delivery.Message, delivery.Attempts, delivery.Due);

    /// <summary>Drops messages that no group waits for and that were published before the given instant.</summary>
    public static int DropUnclaimed(SqliteSession session, long before) => session.Execute(
        "DELETE FROM dapr_messages WHERE published < ?1 AND NOT EXISTS (SELECT 1 FROM dapr_deliveries WHERE message = dapr_messages.id)", before);

    private static void CreateTables(SqliteSession session)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS dapr_messages (id INTEGER PRIMARY KEY AUTOINCREMENT, pubsub TEXT NOT NULL, topic TEXT NOT NULL, body BLOB NOT NULL, raw INTEGER NOT NULL, metadata TEXT, published INTEGER NOT NULL, expires INTEGER)");
        session.Execute("CREATE INDEX IF NOT EXISTS dapr_messages_topic ON dapr_messages (pubsub, topic)");
        session.Execute("CREATE TABLE IF NOT EXISTS dapr_groups (id INTEGER PRIMARY KEY, pubsub TEXT NOT NULL, topic TEXT NOT NULL, app TEXT NOT NULL, UNIQUE (pubsub, topic, app))");
        session.Execute("CREATE TABLE IF NOT EXISTS dapr_deliveries (grp INTEGER NOT NULL, message INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, PRIMARY KEY (grp, message)) WITHOUT ROWID");
        session.Execute("CREATE INDEX IF NOT EXISTS dapr_deliveries_message ON dapr_deliveries (message)");
    }
}

/// <summary>A message as kept: an envelope, or raw bytes.</summary>
/// <param name="Expires">Milliseconds since 1970 after which it is not delivered; null = never.</param>
public sealed record StoredMessage(string PubSub, string Topic, byte[] Body, bool Raw, string? Metadata, long? Expires);

/// <param name="Attempts">Failures so far.</param>
/// <param name="Due">Milliseconds since 1970 before which it waits.</param>
public readonly record struct PendingDelivery(long Message, int Attempts, long Due);
