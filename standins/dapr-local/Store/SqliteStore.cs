using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace DaprLocal.Store;

/// <summary>One SQLite file: a single writer that commits many callers' work at once, and pooled readers beside it.</summary>
/// <remarks>
/// WAL with synchronous=NORMAL: a commit is in the operating system's hands before the caller is answered, so it survives
/// kill -9 of this process; only a power cut may take the last commits (never the file's consistency). That is the right
/// trade for a development machine, where an fsync for each publish would cost milliseconds.
/// </remarks>
public sealed class SqliteStore : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int IdleReaders = 4;

    // Bounded: when 1024 writes wait, further callers wait for a place.
    private readonly Channel<PendingWrite> _writes = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SqliteSession _writer;
    private readonly Task _writing;

    private SqliteStore(string path, SqliteSession writer)
    {
        FilePath = path;
        _writer = writer;
        _writing = Task.Run(WriteLoopAsync);
    }

    public string FilePath { get; }

    public static SqliteStore Open(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            var writer = Connect(path, SqliteOpenMode.ReadWriteCreate);
            writer.Execute("PRAGMA journal_mode=WAL");
            writer.Execute("PRAGMA synchronous=NORMAL");
            writer.Execute("PRAGMA wal_autocheckpoint=2000");
            return new SqliteStore(path, writer);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The state file '{path}' cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Runs work inside a transaction shared with other callers; the task ends after the commit. An exception undoes only this caller's work.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<T>(work);
        await _writes.Writer.WriteAsync(pending, cancellationToken);
        return await pending.Completion.Task;
    }

    public Task WriteAsync(Action<SqliteSession> work, CancellationToken cancellationToken) =>
        WriteAsync(session => { work(session); return true; }, cancellationToken);

    /// <summary>Reads what has been committed so far.</summary>
    public T Read<T>(Func<SqliteSession, T> work)
    {
        if (!_readers.TryTake(out var session))
            session = Connect(FilePath, SqliteOpenMode.ReadOnly);
        try
        {
            return work(session);
        }
        finally
        {
            if (_readers.Count < IdleReaders)
                _readers.Add(session);
            else
                session.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writing;
        while (_readers.TryTake(out var session))
            session.Dispose();
        _writer.Dispose();
    }

    private static SqliteSession Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 10 }.ToString());
        connection.Open();
        return new SqliteSession(connection);
    }

    private async Task WriteLoopAsync()
    {
        var batch = new List<PendingWrite>(MaxBatch);
        while (await _writes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _writes.Reader.TryRead(out var write))
                batch.Add(write);
            Commit(batch);
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            _writer.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
                RunOne(write);
            _writer.Execute("COMMIT");
        }
        catch (SqliteException e)
        {
            if (!_writer.IsAutocommit)
                _writer.Execute("ROLLBACK");
            foreach (var write in batch)
                write.Fail(e);
        }
        foreach (var write in batch)
            write.Complete();
    }

    private void RunOne(PendingWrite write)
    {
        _writer.Execute("SAVEPOINT one");
        try
        {
            write.Run(_writer);
        }
#pragma warning disable CA1031 // the exception belongs to the caller and reaches it through its task
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (_writer.IsAutocommit)
                throw e as SqliteException ?? new SqliteException(e.Message, 1);
            write.Fail(e);
            _writer.Execute("ROLLBACK TO one");
        }
        _writer.Execute("RELEASE one");
    }
}
