using DaprLocal.Store;

namespace DaprLocal.Actors;

/// <summary>Reminders in SQLite: they outlive actor, app and sidecar.</summary>
public sealed class ReminderStore
{
    private const string Columns = "type, actor, name, data, due_text, period_text, ttl_text, period, times, next, expires, failures, version";

    public ReminderStore(SystemStore system)
    {
        Store = system.Store;
        Store.WriteAsync(session =>
        {
            session.Execute("CREATE TABLE IF NOT EXISTS dapr_reminders (type TEXT NOT NULL, actor TEXT NOT NULL, name TEXT NOT NULL, data TEXT, due_text TEXT, period_text TEXT, ttl_text TEXT, period INTEGER, times INTEGER NOT NULL, next INTEGER NOT NULL, expires INTEGER, failures INTEGER NOT NULL, version TEXT NOT NULL, PRIMARY KEY (type, actor, name)) WITHOUT ROWID");
            session.Execute("CREATE INDEX IF NOT EXISTS dapr_reminders_next ON dapr_reminders (next)");
        }, CancellationToken.None).GetAwaiter().GetResult(); // once, at start-up, before anything is served
    }

    private SqliteStore Store { get; }

    public Task SaveAsync(Reminder reminder, CancellationToken cancellationToken) => Store.WriteAsync(
        session => session.Execute(
            $"INSERT OR REPLACE INTO dapr_reminders ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            reminder.Actor.Type, reminder.Actor.Id, reminder.Name, reminder.Request.Data, reminder.Request.DueTime, reminder.Request.Period, reminder.Request.Ttl,
            reminder.Period is { } period ? (long)period.TotalMilliseconds : null, reminder.TimesLeft, reminder.Next, reminder.Expires, reminder.Failures, reminder.Version),
        cancellationToken);

    /// <summary>Writes how a firing left the reminder, unless it was registered anew or removed meanwhile.</summary>
    public Task UpdateAsync(Reminder reminder, CancellationToken cancellationToken) => Store.WriteAsync(
        session => session.Execute(
            "UPDATE dapr_reminders SET times = ?4, next = ?5, failures = ?6 WHERE type = ?1 AND actor = ?2 AND name = ?3 AND version = ?7",
            reminder.Actor.Type, reminder.Actor.Id, reminder.Name, reminder.TimesLeft, reminder.Next, reminder.Failures, reminder.Version),
        cancellationToken);

    /// <summary>Removes a reminder; with a version only if it is still that one.</summary>
    public Task RemoveAsync(ActorKey actor, string name, string? version, CancellationToken cancellationToken) => Store.WriteAsync(
        session => session.Execute(
            "DELETE FROM dapr_reminders WHERE type = ?1 AND actor = ?2 AND name = ?3 AND (?4 IS NULL OR version = ?4)", actor.Type, actor.Id, name, version),
        cancellationToken);

    public Reminder? Find(ActorKey actor, string name) => Store.Read(session => session.First(
        $"SELECT {Columns} FROM dapr_reminders WHERE type = ?1 AND actor = ?2 AND name = ?3", Read, actor.Type, actor.Id, name));

    /// <summary>The reminders that come next, in the order of their time.</summary>
    public IReadOnlyList<Reminder> Upcoming(int limit) => Store.Read(session => session.Query($"SELECT {Columns} FROM dapr_reminders ORDER BY next LIMIT ?1", Read, limit));

    private static Reminder Read(Microsoft.Data.Sqlite.SqliteDataReader row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        return new Reminder(
            new ActorKey(row.GetString(0), row.GetString(1)), row.GetString(2), new ScheduleRequest(Text(4), Text(5), Text(6), null, Text(3)),
            row.IsDBNull(7) ? null : TimeSpan.FromMilliseconds(row.GetInt64(7)), row.GetInt32(8), row.GetInt64(9), row.IsDBNull(10) ? null : row.GetInt64(10), row.GetInt32(11), row.GetString(12));
    }
}

/// <summary>A registered reminder.</summary>
/// <param name="TimesLeft">−1 = without end.</param>
/// <param name="Next">Milliseconds since 1970 of the next firing.</param>
/// <param name="Expires">Milliseconds since 1970 after which it is gone; null = never.</param>
/// <param name="Version">Changes with every registration.</param>
public sealed record Reminder(ActorKey Actor, string Name, ScheduleRequest Request, TimeSpan? Period, int TimesLeft, long Next, long? Expires, int Failures, string Version)
{
    /// <summary>What the app gets: the period in the form that Dapr's scheduler gives it.</summary>
    public byte[] CallbackBody() => (Request with { Period = Period is { } period ? $"@every {Durations.ToGo(period)}" : "" }).CallbackBody();
}
