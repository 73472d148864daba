namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>The tables of uploaded graphs. Rows are numbered from 0 within their graph.</summary>
internal static class SqliteGraphSchema
{
    /// <summary>features: pairs of a column (I32) and a value (F32), little-endian. graph_times: edge rows that have a time, in seconds since 1970, in its order.</summary>
    public const string Tables = """
        CREATE TABLE IF NOT EXISTS graphs (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            info TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS graph_nodes (
            graph INTEGER NOT NULL REFERENCES graphs ON DELETE CASCADE,
            node INTEGER NOT NULL,
            id TEXT NOT NULL,
            label TEXT,
            split TEXT NOT NULL,
            features BLOB NOT NULL,
            PRIMARY KEY (graph, node)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS graph_edges (
            graph INTEGER NOT NULL REFERENCES graphs ON DELETE CASCADE,
            edge INTEGER NOT NULL,
            source INTEGER NOT NULL,
            target INTEGER NOT NULL,
            weight REAL NOT NULL,
            PRIMARY KEY (graph, edge)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS graph_times (
            graph INTEGER NOT NULL REFERENCES graphs ON DELETE CASCADE,
            row INTEGER NOT NULL,
            source INTEGER NOT NULL,
            target INTEGER NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (graph, row)
        ) STRICT, WITHOUT ROWID;
        """;
}
