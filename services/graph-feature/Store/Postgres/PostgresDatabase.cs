using NetMl.Contracts;
using NetMl.ServiceDefaults.Settings;
using Npgsql;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>The PostgreSQL server: pools connections, makes the tables at first use and turns its failures into sentences. Thread-safe; several instances share the tables.</summary>
/// <remarks>What was committed is as safe as the server's own settings make it (fsync, synchronous_commit; both are on unless turned off).</remarks>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    public const string Setting = $"ConnectionStrings:{ConnectionNames.Flows}";
    private const int ConnectSeconds = 5;
    private const int KeepAliveSeconds = 30;
    private const int PreparedStatements = 50;
    private const int MostConnections = 20;
    private const int MostAttempts = 30;
    private static readonly TimeSpan WriterPatience = TimeSpan.FromSeconds(20);

    private readonly NpgsqlDataSource _source;
    private readonly StoreCondition _condition;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private readonly WriterTurns _turns;
    private readonly string _place;
    private volatile bool _isPrepared;

    /// <exception cref="WrongSettingException">The connection string cannot be read.</exception>
    public PostgresDatabase(string connectionString, StoreCondition condition)
    {
        var settings = Read(connectionString);
        _condition = condition;
        _place = $"{settings.Host}:{settings.Port}/{settings.Database}";
        _source = NpgsqlDataSource.Create(settings);
        // The other half is for readers and the one that listens.
        _turns = new WriterTurns(Math.Max(1, settings.MaxPoolSize / 2), WriterPatience);
    }

    /// <summary>Runs a read on a connection of its own; again when a table that it had looked up was dropped meanwhile.</summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken) => GuardAsync(0, async () =>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await read(connection);
            }
            catch (PostgresException exception) when (PostgresFailures.IsGone(exception) && attempt < MostAttempts)
            {
                // The next attempt looks it up anew.
            }
        }
    }, cancellationToken);

    /// <summary>Runs a write in a transaction; it is rolled back when <paramref name="write"/> throws. One at a time per <paramref name="subject"/>, at all instances.</summary>
    /// <param name="subject">What is changed, such as "dataset office": writers of others are not held up.</param>
    /// <param name="bytes">About how much is written.</param>
    public async Task<T> WriteAsync<T>(string subject, long bytes, Func<NpgsqlConnection, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await _turns.RunAsync(subject, () => GuardAsync(bytes, () => WriteNowAsync(subject, bytes, write, cancellationToken), cancellationToken), cancellationToken);
        }
        catch (TimeoutException exception)
        {
            // The server may be well: its condition is for those to tell who speak to it.
            throw new StoreUnavailableException($"The flow store {_place} cannot be written now ({subject}: {exception.Message}): flows on the way are kept and tried again.", exception);
        }
    }

    /// <summary>A connection of its own, with the tables there.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_isPrepared)
            await PrepareAsync(cancellationToken);
        return await _source.OpenConnectionAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _turns.Dispose();
        _preparing.Dispose();
    }

    /// <summary>Turns what the server says into the exceptions of the store, and keeps its condition up to date.</summary>
    public async Task<T> GuardAsync<T>(long bytes, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var result = await work();
            _condition.Reached();
            return result;
        }
        catch (Exception exception) when (PostgresFailures.IsFull(exception))
        {
            var sentence = $"The flow store {_place} cannot be written ({PostgresFailures.Reason(exception)}): give the PostgreSQL server room; flows on the way are kept and tried again.";
            _condition.Failed(sentence, bytes);
            throw new StoreFullException(sentence, exception);
        }
        catch (Exception exception) when ((PostgresFailures.IsAway(exception) || PostgresFailures.IsRefusal(exception)) && !cancellationToken.IsCancellationRequested)
        {
            var sentence = $"The flow store {_place} cannot be used ({PostgresFailures.Reason(exception)}): start the PostgreSQL server or correct {Setting}; flows on the way are kept and tried again.";
            _condition.Lost(sentence);
            throw new StoreUnavailableException(sentence, exception);
        }
    }

    private async Task<T> WriteNowAsync<T>(string subject, long bytes, Func<NpgsqlConnection, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Command("SELECT pg_advisory_xact_lock(hashtextextended(@subject, 0))", ("@subject", subject)).RunAsync(cancellationToken);
        var result = await write(connection);
        await transaction.CommitAsync(cancellationToken);
        _condition.Succeeded(bytes);
        return result;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_isPrepared)
                return;
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await PostgresSchema.CreateAsync(connection, cancellationToken);
            _condition.Succeeded(0);
            _isPrepared = true;
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>What the operator did not choose gets a value that suits several instances beside each other. A password is never part of what is said.</summary>
    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException or OverflowException or InvalidCastException)
        {
            throw Wrong();
        }
        if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
            throw Wrong();
        settings.ApplicationName ??= "graph-feature";
        Default("Timeout", () => settings.Timeout = ConnectSeconds);
        Default("Keepalive", () => settings.KeepAlive = KeepAliveSeconds);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = PreparedStatements);
        Default("Maximum Pool Size", () => settings.MaxPoolSize = MostConnections);
        settings.IncludeErrorDetail = false;
        return settings;

        void Default(string key, Action set)
        {
            if (!settings.ContainsKey(key))
                set();
        }
    }

    private static WrongSettingException Wrong() =>
        new(Setting, "it is no connection string of PostgreSQL, such as Host=localhost;Port=5432;Database=flows;Username=netml;Password=…");
}
