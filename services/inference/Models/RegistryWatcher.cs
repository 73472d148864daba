using Microsoft.Extensions.Options;

namespace NetMl.Inference.Models;

/// <summary>Looks at the registry at intervals, and at once when nudged.</summary>
internal sealed partial class RegistryWatcher(RegistryReader registry, ModelCatalog catalog, IOptions<ModelOptions> options, TimeProvider time, ILogger<RegistryWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);

    // One token is enough: nudges that arrive while one is waiting are the same nudge.
    private readonly SemaphoreSlim _nudge = new(0, 1);
    private bool _failing;

    public void Nudge()
    {
        try
        {
            _nudge.Release();
        }
        catch (SemaphoreFullException)
        {
            // A nudge is waiting already.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _nudge.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var read = await TryRefreshAsync(stoppingToken);
            await PauseAsync(read ? options.Value.PollInterval : FirstRetry, stoppingToken);
        }
    }

    private async Task<bool> TryRefreshAsync(CancellationToken stoppingToken)
    {
        try
        {
            await registry.RefreshAsync(stoppingToken);
            if (_failing)
                RegistryReadable();
            _failing = false;
            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever is wrong with the store or the registry, what is loaded goes on serving and the next look may find it repaired.
            if (!_failing && catalog.State.Registry is null)
                RegistryNotThereYet(failure.Message);
            else if (!_failing)
                RegistryUnreadable(failure.Message);
            _failing = true;
            return false;
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var nudged = _nudge.WaitAsync(wake.Token);
        await Task.WhenAny(nudged, Task.Delay(pause, time, wake.Token));
        await wake.CancelAsync();
    }
}
