using Microsoft.Data.Sqlite;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>The tables. Frames lie apart from what is known of them, so that lists do not read flows.</summary>
/// <remarks>Ids of segments are never given twice, not even after a deletion: whoever still reads an old one finds nothing instead of other flows.</remarks>
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
            last_ns INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE IF NOT EXISTS segments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dataset TEXT NOT NULL REFERENCES datasets,
            batch TEXT NOT NULL,
            place TEXT,
            start_ns INTEGER NOT NULL,
            end_ns INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            superseded INTEGER NOT NULL DEFAULT 0,
            UNIQUE (dataset, batch)
        ) STRICT;
        CREATE INDEX IF NOT EXISTS segments_by_time ON segments (dataset, start_ns, end_ns);
        CREATE INDEX IF NOT EXISTS segments_by_place ON segments (dataset, place) WHERE place IS NOT NULL;
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
        CREATE INDEX IF NOT EXISTS snapshots_by_dataset ON snapshots (dataset);
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

    private const string Additions = """
        CREATE TABLE IF NOT EXISTS allow_lists (
            dataset TEXT PRIMARY KEY REFERENCES datasets,
            list TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS finding_logs (
            dataset TEXT PRIMARY KEY REFERENCES datasets,
            log TEXT NOT NULL
        ) STRICT;
        """;

    // A new table takes the place of the one that frames refer to, and they keep referring to its name: so neither checks nor renamed references meanwhile.
    private const string FromVersion1 = $"""
        PRAGMA foreign_keys = OFF;
        PRAGMA legacy_alter_table = ON;
        BEGIN IMMEDIATE;
        ALTER TABLE datasets ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
        UPDATE datasets SET revision = (SELECT max(id) FROM segments WHERE segments.dataset = datasets.dataset);
        ALTER TABLE segments RENAME TO segments_1;
        DROP INDEX segments_by_time;
        {Tables}
        INSERT INTO segments (id, dataset, batch, start_ns, end_ns, rows, sha256) SELECT id, dataset, batch, start_ns, end_ns, rows, sha256 FROM segments_1;
        DROP TABLE segments_1;
        PRAGMA user_version = 2;
        COMMIT;
        PRAGMA legacy_alter_table = OFF;
        PRAGMA foreign_keys = ON;
        """;

    private const string OfNewFile = $"""
        BEGIN IMMEDIATE;
        {Tables}
        PRAGMA user_version = 2;
        COMMIT;
        """;

    /// <summary>Tables and their version come in one transaction, so that a stop at any place leaves a file that can be opened again.</summary>
    public static void Create(SqliteConnection connection)
    {
        // A file of the second layout whose version was never written is not an old one.
        var isOld = Number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'segments' AND sql NOT LIKE '%superseded%'") > 0;
        Run(connection, isOld ? FromVersion1 : OfNewFile);
        Run(connection, SqliteGraphSchema.Tables);
        // A log is named when its data set is analysed: what was analysed before there were logs is to be analysed again.
        var hasLogs = Number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'finding_logs'") > 0;
        Run(connection, hasLogs ? Additions : $"BEGIN IMMEDIATE; {Additions} UPDATE datasets SET analysed_rows = 0; COMMIT;");
    }

    private static long Number(SqliteConnection connection, string query)
    {
        using var command = connection.Command(query);
        return (long)(command.ExecuteScalar() ?? 0L);
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.Command(text);
        command.ExecuteNonQuery();
    }
}
