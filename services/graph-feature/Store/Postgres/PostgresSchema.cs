using NetMl.ServiceDefaults.Settings;
using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>
/// The tables, in a schema of their own. The frames of each data set and the rows of each graph lie in tables of their own, named by its number:
/// dropping them gives the disk its room back at once.
/// </summary>
/// <remarks>Ids of segments and numbers are never given twice: whoever still reads an old one finds nothing instead of other flows.</remarks>
internal static class PostgresSchema
{
    private const int Version = 1;

    /// <summary>"netml" as a number; instances that start together make the tables one after the other.</summary>
    private const long Lock = 0x6e65746d6c;

    private const string Tables = """
        CREATE SCHEMA IF NOT EXISTS netml;
        CREATE TABLE IF NOT EXISTS netml.layout (version integer NOT NULL);
        CREATE TABLE IF NOT EXISTS netml.datasets (
            dataset text COLLATE "C" PRIMARY KEY,
            number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            rows bigint NOT NULL,
            segments integer NOT NULL,
            bytes bigint NOT NULL,
            analysed_rows bigint NOT NULL DEFAULT 0,
            labelled_rows bigint NOT NULL,
            first_ns bigint NOT NULL,
            last_ns bigint NOT NULL,
            revision bigint NOT NULL DEFAULT 0
        );
        CREATE TABLE IF NOT EXISTS netml.segments (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            owner bigint NOT NULL REFERENCES netml.datasets (number),
            batch text COLLATE "C" NOT NULL,
            place text COLLATE "C",
            start_ns bigint NOT NULL,
            end_ns bigint NOT NULL,
            rows integer NOT NULL,
            sha256 text COLLATE "C" NOT NULL,
            superseded boolean NOT NULL DEFAULT false,
            UNIQUE (owner, batch)
        );
        CREATE INDEX IF NOT EXISTS segments_by_time ON netml.segments (owner, start_ns, end_ns);
        CREATE INDEX IF NOT EXISTS segments_by_place ON netml.segments (owner, place) WHERE place IS NOT NULL;
        CREATE TABLE IF NOT EXISTS netml.snapshots (
            id text COLLATE "C" PRIMARY KEY,
            dataset text COLLATE "C" NOT NULL REFERENCES netml.datasets,
            request text NOT NULL,
            summary text NOT NULL,
            segments bigint[] NOT NULL
        );
        CREATE INDEX IF NOT EXISTS snapshots_by_dataset ON netml.snapshots (dataset);
        CREATE TABLE IF NOT EXISTS netml.findings (
            sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            dataset text COLLATE "C" NOT NULL REFERENCES netml.datasets,
            id text COLLATE "C" NOT NULL,
            finding text NOT NULL,
            published boolean NOT NULL DEFAULT false,
            withdrawn boolean NOT NULL DEFAULT false,
            UNIQUE (dataset, id)
        );
        CREATE INDEX IF NOT EXISTS findings_to_publish ON netml.findings (sequence) WHERE NOT published;
        CREATE TABLE IF NOT EXISTS netml.finding_logs (
            dataset text COLLATE "C" PRIMARY KEY REFERENCES netml.datasets,
            log text NOT NULL
        );
        CREATE TABLE IF NOT EXISTS netml.allow_lists (
            dataset text COLLATE "C" PRIMARY KEY REFERENCES netml.datasets,
            list text NOT NULL
        );
        CREATE TABLE IF NOT EXISTS netml.graphs (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text COLLATE "C" NOT NULL UNIQUE,
            info text NOT NULL
        );
        """;

    /// <summary>Flows are stored as they are: a frame is compact already.</summary>
    public static string FramesOf(long number) => $"""
        CREATE TABLE {Frames(number)} (segment bigint PRIMARY KEY, frame bytea NOT NULL);
        ALTER TABLE {Frames(number)} ALTER COLUMN frame SET STORAGE EXTERNAL;
        """;

    /// <summary>Names and labels of nodes are any UTF-8, which text is not.</summary>
    public static string RowsOf(long graph) => $"""
        CREATE TABLE {Nodes(graph)} (node integer NOT NULL, id bytea NOT NULL, label bytea, split text NOT NULL, features bytea NOT NULL);
        CREATE TABLE {Edges(graph)} (edge bigint NOT NULL, source integer NOT NULL, target integer NOT NULL, weight double precision NOT NULL);
        CREATE TABLE {Times(graph)} (row bigint NOT NULL, source integer NOT NULL, target integer NOT NULL, time bigint NOT NULL);
        """;

    public static string Frames(long number) => FormattableString.Invariant($"netml.frames_{number}");

    public static string Nodes(long graph) => FormattableString.Invariant($"netml.graph_nodes_{graph}");

    public static string Edges(long graph) => FormattableString.Invariant($"netml.graph_edges_{graph}");

    /// <summary>Edge rows that have a time, in seconds since 1970, in its order.</summary>
    public static string Times(long graph) => FormattableString.Invariant($"netml.graph_times_{graph}");

    /// <summary>Makes what is missing, in one transaction.</summary>
    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Command("SELECT pg_advisory_xact_lock(@lock)", ("@lock", Lock)).RunAsync(cancellationToken);
        if (await FindVersionAsync(connection, cancellationToken) is not { } version)
        {
            await connection.Command(Tables).RunAsync(cancellationToken);
            await connection.Command("INSERT INTO netml.layout (version) VALUES (@version)", ("@version", Version)).RunAsync(cancellationToken);
        }
        else if (version > Version)
        {
            throw new WrongSettingException(PostgresDatabase.Setting, $"the database has the tables of a newer NetMlAspire (layout {version}, and this one knows {Version})");
        }
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<int?> FindVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var known = await connection.Command("SELECT to_regclass('netml.layout') IS NOT NULL").ListAsync(row => row.GetBoolean(0), cancellationToken);
        return !known[0] ? null
            : (await connection.Command("SELECT max(version) FROM netml.layout").ListAsync(row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0), cancellationToken))[0];
    }
}
