namespace DaprLocal.PubSub;

/// <summary>Wakes one waiting loop. Setting it several times before the loop wakes counts once.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _gate = new(0);
    private int _isSet;

    public void Set()
    {
        if (Interlocked.Exchange(ref _isSet, 1) == 0)
            _gate.Release();
    }

    /// <summary>Returns when set, or after the timeout. The caller looks at its state only afterwards.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await _gate.WaitAsync(timeout, cancellationToken))
            Volatile.Write(ref _isSet, 0);
    }

    public void Dispose() => _gate.Dispose();
}
