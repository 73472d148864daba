namespace NetMl.Behaviours.Beaconing;

/// <summary>Whether calls come at a period, with jitter, missed calls and other calls between them, and how sure that is.</summary>
/// <param name="PValue">Chance that calls at random times look as periodic; corrected for the number of ways in which it was looked for.</param>
/// <param name="PeriodSeconds">Time between calls; that of the clock when calls keep to one.</param>
/// <param name="Strength">0 = random, 1 = exact.</param>
/// <param name="Jitter">Mean distance of a time between calls from the median, as a share of it.</param>
/// <param name="Calls">Calls, those within the dead time after another taken as one.</param>
/// <remarks>
/// Two looks: the evenness of the times between calls (with dead times of 1, 10 and 60 seconds: visits of several connections are one call),
/// and the spectrum. Each sees what the other does not: a sleeping beacon with much jitter, or a clock among many other calls.
/// </remarks>
public sealed record Periodicity(double PValue, double PeriodSeconds, double Strength, double Jitter, int Calls)
{
    /// <summary>Three dead times and the spectrum, and one more for its noise being estimated.</summary>
    private const int Looks = 5;
    private static readonly double[] DeadSeconds = [1, 10, 60];

    /// <summary>Judges the calls of one pair.</summary>
    /// <param name="starts">[k] ascending, nanoseconds.</param>
    /// <param name="fewestCalls">Null with fewer calls; ≥ 3.</param>
    /// <returns>Null when there is too little to judge.</returns>
    /// <remarks>O(k log k + n log n) with n ≤ 8192.</remarks>
    public static Periodicity? Of(ReadOnlySpan<long> starts, int fewestCalls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fewestCalls, 3);
        if (starts.Length < fewestCalls)
            return null;
        IntervalRegularity? even = null;
        foreach (var dead in DeadSeconds)
        {
            if (IntervalRegularity.Of(starts, dead, fewestCalls) is { } one && (even is null || one.PValue < even.PValue))
                even = one;
        }
        if (even is null)
            return null;
        if (CallSpectrum.Of(starts) is { } clock && clock.PValue < even.PValue)
            return new Periodicity(Math.Min(1, Looks * clock.PValue), clock.PeriodSeconds, Math.Max(even.Strength, clock.Coherence), even.Jitter, even.Calls);
        return new Periodicity(Math.Min(1, Looks * even.PValue), even.MedianSeconds, even.Strength, even.Jitter, even.Calls);
    }
}
