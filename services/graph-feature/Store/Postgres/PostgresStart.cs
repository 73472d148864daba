using NetMl.ServiceDefaults.Settings;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>
/// Speaks to the server at the start. One that is away, or full, may come back later: the service starts, says so, and tries until it does. One that
/// refuses the user or the database will not change its mind: that ends the start.
/// </summary>
internal sealed class PostgresStart(PostgresDatabase database, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private bool _isReached;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (StoreUnavailableException exception) when (exception.InnerException is { } refusal && PostgresFailures.IsRefusal(refusal))
        {
            throw new WrongSettingException(PostgresDatabase.Setting, $"the PostgreSQL server refuses it ({PostgresFailures.Reason(refusal)})");
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreFullException)
        {
            // The store's condition has been logged and shows in the health.
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_isReached)
        {
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                await PrepareAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreFullException)
            {
                // Still away.
            }
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await database.ReadAsync(connection => connection.Command("SELECT 1").RunAsync(cancellationToken), cancellationToken);
        _isReached = true;
    }
}
