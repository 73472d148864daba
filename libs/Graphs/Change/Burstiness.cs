namespace NetMl.Graphs.Change;

/// <summary>How unevenly events follow each other.</summary>
/// <param name="Intervals">Times between consecutive events, k ≥ 2 of them.</param>
/// <param name="Raw">(σ − μ) / (σ + μ) of the intervals, in [−1, 1): −1 regular, near 0 random, towards 1 bursty; a short series cannot reach 1.</param>
/// <param name="Corrected">The same for k intervals: −1 regular, 0 expected of k random ones, 1 for all time in one interval.</param>
/// <param name="Memory">Correlation of each interval with the next, in [−1, 1]; null when one side does not vary or k &lt; 3.</param>
public sealed record BurstinessNumbers(int Intervals, double Raw, double Corrected, double? Memory);

/// <summary>Burstiness and memory of a series of events.</summary>
public static class Burstiness
{
    /// <summary>Describes the intervals between events.</summary>
    /// <param name="times">[events], ascending, in any unit.</param>
    /// <returns>Null for fewer than three events or when all are at once.</returns>
    /// <exception cref="ArgumentException">A time is before the one before it.</exception>
    /// <remarks>
    /// O(events). Sources: Goh and Barabási 2008, "Burstiness and memory in complex systems" (B and M); Kim and Jo 2016, "Measuring burstiness for
    /// finite event sequences": A = (√(k + 1) · r − √(k − 1)) / ((√(k + 1) − 2) · r + √(k − 1)) with r = σ / μ.
    /// </remarks>
    public static BurstinessNumbers? Compute(ReadOnlySpan<long> times)
    {
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
                throw new ArgumentException($"Time {times[i]} at {i} is before {times[i - 1]}: sort times first.", nameof(times));
        }
        if (times.Length < 3 || times[^1] == times[0])
            return null;
        var intervals = new double[times.Length - 1];
        for (var i = 0; i < intervals.Length; i++)
            intervals[i] = (ulong)times[i + 1] - (ulong)times[i];

        var (mean, deviation) = Moments(intervals);
        double k = intervals.Length, r = deviation / mean;
        double root = Math.Sqrt(k + 1), floor = Math.Sqrt(k - 1);
        return new BurstinessNumbers(intervals.Length, (deviation - mean) / (deviation + mean), (root * r - floor) / ((root - 2) * r + floor), Memory(intervals));
    }

    private static double? Memory(ReadOnlySpan<double> intervals)
    {
        ReadOnlySpan<double> earlier = intervals[..^1], later = intervals[1..];
        var (earlierMean, earlierDeviation) = Moments(earlier);
        var (laterMean, laterDeviation) = Moments(later);
        if (earlierDeviation <= 1e-12 * earlierMean || laterDeviation <= 1e-12 * laterMean)
            return null;
        var sum = 0.0;
        for (var i = 0; i < earlier.Length; i++)
            sum += (earlier[i] - earlierMean) * (later[i] - laterMean);
        return sum / earlier.Length / (earlierDeviation * laterDeviation);
    }

    /// <summary>Mean and standard deviation over the whole series (dividing by its length).</summary>
    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }
}
