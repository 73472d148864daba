using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using NetMl.ServiceDefaults.Settings;

namespace NetMl.GraphFeature.Store.Sqlite;

/// <summary>The SQLite file: opens connections, makes the tables, lets one writer in at a time and turns "disk full" into a sentence.</summary>
/// <remarks>Write-ahead log, every commit synchronised: what was committed survives kill -9 and loss of power.</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int SqliteReadOnly = 8;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;
    private const int PageBytes = 4096;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly long _maximumPages;
    private readonly StoreCondition _condition;
    private readonly SemaphoreSlim _writer = new(1, 1);

    // One notice stands for all: a full channel drops the next.
    private readonly Channel<bool> _freed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public SqliteDatabase(IOptions<FlowStoreOptions> options, StoreCondition condition)
    {
        _condition = condition;
        _path = Path.GetFullPath(options.Value.Path);
        _maximumPages = options.Value.MaximumMebibytes * (1024 * 1024 / PageBytes);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _path, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        Prepare();
    }

    /// <summary>One item when pages may have become free since the last one was read.</summary>
    public ChannelReader<bool> Freed => _freed.Reader;

    /// <summary>Pages may have become free: their room goes back to the disk in the background.</summary>
    public void NoticeFreed() => _freed.Writer.TryWrite(true);

    /// <summary>Runs a read on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> read)
    {
        try
        {
            await using var connection = Open();
            return await read(connection);
        }
        catch (SqliteException exception) when (IsFull(exception))
        {
            throw Full(exception, 0);
        }
    }

    /// <summary>Runs a write in a transaction; it is rolled back when <paramref name="write"/> throws.</summary>
    /// <param name="bytes">About how much is written.</param>
    public async Task<T> WriteAsync<T>(long bytes, Func<SqliteConnection, Task<T>> write, CancellationToken cancellationToken)
    {
        return await WriteAloneAsync(bytes, async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await write(connection);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }, cancellationToken);
    }

    /// <summary>Runs what must not be in a transaction, while nobody else writes.</summary>
    public async Task<T> WriteAloneAsync<T>(long bytes, Func<SqliteConnection, Task<T>> write, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            await using var connection = Open();
            var result = await write(connection);
            _condition.Succeeded(bytes);
            return result;
        }
        catch (SqliteException exception) when (IsFull(exception))
        {
            throw Full(exception, bytes);
        }
        finally
        {
            _writer.Release();
        }
    }

    private void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? ".");
            SqliteReclaim.PrepareNewFile(_connectionString);
            using var connection = Open();
            SqliteSchema.Create(connection);
            NoticeFreed();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException("FlowStore:Path", $"the flow store {_path} cannot be opened ({exception.Message.TrimEnd('.')})");
        }
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connectionString))
            SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }

    private static bool IsFull(SqliteException exception) => exception.SqliteErrorCode is SqliteFull or SqliteInputOutput or SqliteReadOnly;

    private StoreFullException Full(SqliteException exception, long bytes)
    {
        var sentence = $"The flow store {_path} cannot be written ({exception.Message.TrimEnd('.')}): free disk space or raise FlowStore:MaximumMebibytes; flows on the way are kept and tried again.";
        _condition.Failed(sentence, bytes);
        return new StoreFullException(sentence, exception);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=16777216;";
        pragmas.ExecuteNonQuery();
        LimitSize(connection);
        return connection;
    }

    private void LimitSize(SqliteConnection connection)
    {
        if (_maximumPages == 0)
            return;
        using var limit = connection.Command(FormattableString.Invariant($"PRAGMA max_page_count={_maximumPages};"));
        limit.ExecuteNonQuery();
    }
}
