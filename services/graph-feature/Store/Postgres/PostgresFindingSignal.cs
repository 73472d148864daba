using NetMl.GraphFeature.Behaviours;

namespace NetMl.GraphFeature.Store.Postgres;

/// <summary>Wakes who waits for findings here when another instance has written some.</summary>
internal sealed class PostgresFindingSignal(PostgresDatabase database, FindingChanges changes, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await database.GuardAsync<int>(0, () => ListenAsync(stoppingToken), stoppingToken);
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StoreFullException)
            {
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    private async Task<int> ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        connection.Notification += (_, _) => changes.Announce();
        await connection.Command($"LISTEN {PostgresFindingStore.Channel}").RunAsync(cancellationToken);
        // Whatever was written while nobody listened.
        changes.Announce();
        while (true)
            await connection.WaitAsync(cancellationToken);
    }
}
