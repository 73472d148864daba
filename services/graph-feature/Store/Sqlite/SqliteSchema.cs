using Microsoft.Data.Sqlite;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>The tables. Frames lie apart from what is known of them, so that lists do not read flows.</summary>
internal static class SqliteSchema
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS datasets (
            dataset TEXT PRIMARY KEY,
            rows INTEGER NOT NULL,
            segments INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            analysed_rows INTEGER NOT NULL DEFAULT 0,
            labelled_rows INTEGER NOT NULL,
            first_ns INTEGER NOT NULL,
            last_ns INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS segments (
            id INTEGER PRIMARY KEY,
            dataset TEXT NOT NULL REFERENCES datasets,
            batch TEXT NOT NULL,
            start_ns INTEGER NOT NULL,
            end_ns INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            UNIQUE (dataset, batch)
        ) STRICT;
        CREATE INDEX IF NOT EXISTS segments_by_time ON segments (dataset, start_ns, end_ns);
        CREATE TABLE IF NOT EXISTS frames (
            segment INTEGER PRIMARY KEY REFERENCES segments,
            frame BLOB NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS snapshots (
            id TEXT PRIMARY KEY,
            dataset TEXT NOT NULL REFERENCES datasets,
            request TEXT NOT NULL,
            summary TEXT NOT NULL,
            segments BLOB NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS findings (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            dataset TEXT NOT NULL REFERENCES datasets,
            id TEXT NOT NULL,
            finding TEXT NOT NULL,
            published INTEGER NOT NULL DEFAULT 0,
            UNIQUE (dataset, id)
        ) STRICT;
        CREATE INDEX IF NOT EXISTS findings_to_publish ON findings (sequence) WHERE published = 0;
        """;

    public static void Create(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Tables;
        command.ExecuteNonQuery();
    }
}
