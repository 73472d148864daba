namespace NetMl.TrainingWorker.Parts;

/// <summary>One computation at a time in this process: parts share the core instead of fighting for it.</summary>
sealed class Core : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Computes when it is this part's turn.</summary>
    public async Task<T> RunAsync<T>(Func<T> compute, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return compute();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Lets others have a turn in the midst of a long computation that <see cref="RunAsync"/> runs.</summary>
    public void Yield()
    {
        _turn.Release();
        // Without a token: the turn is always taken again, since RunAsync gives it back.
        _turn.Wait();
    }

    public void Dispose() => _turn.Dispose();
}
