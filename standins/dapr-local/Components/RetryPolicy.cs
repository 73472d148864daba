namespace DaprLocal.Components;

/// <summary>How often and after which waits something is tried again.</summary>
/// <param name="MaxRetries">Tries after the first; −1 = for ever.</param>
public sealed record RetryPolicy(bool Exponential, TimeSpan Duration, TimeSpan MaxInterval, int MaxRetries)
{
    private const double Growth = 1.5;

    /// <summary>Redelivery when no resiliency policy names the component: keeps trying, with growing waits.</summary>
    public static RetryPolicy Redelivery { get; } = new(true, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), -1);

    public bool Allows(int failures) => MaxRetries < 0 || failures <= MaxRetries;

    /// <summary>Wait after the given number of failures (1 = the first).</summary>
    public TimeSpan Delay(int failures)
    {
        if (!Exponential)
            return Duration;
        var seconds = Duration.TotalSeconds * Math.Pow(Growth, Math.Min(failures - 1, 64));
        return TimeSpan.FromSeconds(Math.Min(seconds, MaxInterval.TotalSeconds));
    }
}
