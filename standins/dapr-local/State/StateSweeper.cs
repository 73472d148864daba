namespace DaprLocal.State;

/// <summary>Removes expired values now and then; reading never shows them anyway.</summary>
public sealed class StateSweeper(StateStores states, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, stoppingToken);
                foreach (var table in states.Tables)
                    await table.Store.WriteAsync(table.Sweep, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest is swept after the next start.
        }
    }
}
