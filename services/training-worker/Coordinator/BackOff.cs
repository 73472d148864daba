namespace NetMl.TrainingWorker.Coordinator;

/// <summary>Waits longer after each failure in a row: 0.2 s, doubled up to 2 s.</summary>
sealed class BackOff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private long _since;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Time since the first failure in a row.</summary>
    public TimeSpan Lasting => Failures == 0 ? TimeSpan.Zero : time.GetElapsedTime(_since);

    public void Succeeded() => Failures = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (Failures++ == 0)
            _since = time.GetTimestamp();
        var seconds = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(Failures - 1, 10)));
        return Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
    }
}
