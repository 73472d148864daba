using Microsoft.Data.Sqlite;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>Gives the room of deleted rows back to the disk, a slice at a time, so that writers wait for a moment at most.</summary>
internal sealed partial class SqliteReclaim(SqliteDatabase database, ILogger<SqliteReclaim> logger) : BackgroundService
{
    private const int Incremental = 2;

    /// <summary>8 MiB.</summary>
    private const long PagesAtOnce = 2048;

    /// <summary>A file of an older version is rewritten, once, when this part of it is free: from then on slices are enough.</summary>
    private const int ShareWorthRewriting = 4;

    /// <summary>Must come before anything else is written to a new file; does nothing to one that has content.</summary>
    public static void PrepareNewFile(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.Command("PRAGMA auto_vacuum = INCREMENTAL");
        command.ExecuteNonQuery();
    }

    /// <summary>Shrinks the file to what it holds.</summary>
    /// <exception cref="StoreFullException">Even shrinking needs a little room.</exception>
    public static async Task RunAsync(SqliteDatabase database, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(connection => NumberAsync(connection, "auto_vacuum", cancellationToken)) != Incremental)
            await RewriteAsync(database, cancellationToken);
        else
        {
            while (await database.WriteAsync(0, connection => SliceAsync(connection, cancellationToken), cancellationToken) > 0)
            {
            }
        }
        // What was moved lies in the write-ahead log until then.
        await database.WriteAloneAsync(0, connection => NumberAsync(connection, "wal_checkpoint(TRUNCATE)", cancellationToken), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in database.Freed.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RunAsync(database, stoppingToken);
            }
            catch (Exception exception) when (exception is SqliteException or StoreFullException)
            {
                // The room is used again by what comes next; the file shrinks at the next deletion or start.
                ReclaimFailed(logger, exception.Message);
            }
        }
    }

    /// <returns>Free pages that are left.</returns>
    private static async Task<long> SliceAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        // The pragma works while its rows are read, one page a row.
        await connection.Command(FormattableString.Invariant($"PRAGMA incremental_vacuum({PagesAtOnce})")).ListAsync(static _ => 0, cancellationToken);
        return await NumberAsync(connection, "freelist_count", cancellationToken);
    }

    private static Task<bool> RewriteAsync(SqliteDatabase database, CancellationToken cancellationToken) => database.WriteAloneAsync(0, async connection =>
    {
        var (free, all) = (await NumberAsync(connection, "freelist_count", cancellationToken), await NumberAsync(connection, "page_count", cancellationToken));
        if (free * ShareWorthRewriting < all)
            return false;
        await using var command = connection.Command("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }, cancellationToken);

    private static async Task<long> NumberAsync(SqliteConnection connection, string pragma, CancellationToken cancellationToken) =>
        (await connection.Command($"PRAGMA {pragma}").ListAsync(row => row.GetInt64(0), cancellationToken)).FirstOrDefault();
}
