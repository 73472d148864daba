using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Whether times between calls are more even than chance makes them, however much each of them jitters.</summary>
/// <param name="PValue">Chance that calls at random times (Poisson arrivals) are as even as these.</param>
/// <param name="MedianSeconds">Median time between calls.</param>
/// <param name="Jitter">Mean distance of a time between calls from their median, as a share of the median; pauses of more than four medians left out. A beacon whose pauses vary by ±50 % has 0.25, random calls have 0.77.</param>
/// <param name="Calls">Calls that count: those within the dead time after another are part of it.</param>
internal sealed record IntervalRegularity(double PValue, double MedianSeconds, double Jitter, int Calls)
{
    /// <summary>Jitter of random calls, ∫|x − ln 2| e⁻ˣ over x ≤ 4 ln 2, by ln 2 and by the mass of that range.</summary>
    public const double RandomJitter = 0.7705;

    // Simulated: the mean is 0.7705 − 0.95 / n for 8 to 400 intervals, and the standard deviation · √n stays below this.
    private const double SmallSampleBias = 0.95;
    private const double Spread = 0.64;
    private const double LongestPause = 4;

    /// <summary>1 = exactly even, 0 = random.</summary>
    public double Strength => Math.Clamp(1 - Jitter / RandomJitter, 0, 1);

    /// <summary>Judges calls.</summary>
    /// <param name="starts">[k] ascending, nanoseconds.</param>
    /// <param name="deadSeconds">
    /// Calls within this time after a call that counts do not: one visit opens several connections. Random calls stay random, since what is left
    /// of each pause after the dead time is exponential again; that rest is what is judged.
    /// </param>
    /// <returns>Null with fewer calls than asked for.</returns>
    /// <remarks>O(k log k).</remarks>
    public static IntervalRegularity? Of(ReadOnlySpan<long> starts, double deadSeconds, int fewestCalls)
    {
        var rests = Rests(starts, deadSeconds);
        if (rests.Count + 1 < Math.Max(fewestCalls, 3))
            return null;
        rests.Sort();
        double median = RobustStatistics.MedianOfSorted(rests), deviations = 0;
        var kept = 0;
        for (; kept < rests.Count && rests[kept] <= LongestPause * median; kept++)
            deviations += Math.Abs(rests[kept] - median);
        if (median <= 0)
            return null;
        var share = deviations / kept / median;
        var z = (share - (RandomJitter - SmallSampleBias / kept)) * Math.Sqrt(kept) / Spread;
        return new IntervalRegularity(NormalTail.Below(z), median + deadSeconds, deviations / kept / (median + deadSeconds), rests.Count + 1);
    }

    private static List<double> Rests(ReadOnlySpan<long> starts, double deadSeconds)
    {
        var rests = new List<double>(starts.Length);
        if (starts.IsEmpty)
            return rests;
        var counted = starts[0];
        foreach (var start in starts[1..])
        {
            var rest = Times.Seconds(counted, start) - deadSeconds;
            if (rest < 0)
                continue;
            rests.Add(rest);
            counted = start;
        }
        return rests;
    }
}
