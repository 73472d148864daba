namespace NetMl.Behaviours.Beaconing;

/// <summary>How much a pair of hosts looks like a beacon, each part 0 to 1 with three digits.</summary>
/// <param name="Intervals">Evenness of the time between connections.</param>
/// <param name="Sizes">Evenness of the bytes that the source sent.</param>
/// <param name="Duration">How much of the data set the pair spans.</param>
/// <param name="Histogram">How flat its connections lie over the data set.</param>
/// <remarks>Source: the method of RITA v5 (Active Countermeasures). Quarters of equal weight.</remarks>
public sealed record BeaconScore(double Intervals, double Sizes, double Duration, double Histogram)
{
    private const int FewestBarsForDuration = 6;
    private const double IdealRun = 12;
    private const int FewestIntervals = 3;

    /// <summary>round3(¼ intervals + ¼ sizes + ¼ duration + ¼ histogram).</summary>
    public double Total => BeaconStatistics.Round3(0.25 * Intervals + 0.25 * Sizes + 0.25 * Duration + 0.25 * Histogram);

    /// <summary>Scores one pair.</summary>
    /// <param name="seconds">[k] ascending: when each connection began, whole seconds.</param>
    /// <param name="sourceBytes">[k], in any order: bytes that the source sent, ≥ 0.</param>
    /// <param name="first">First second of the data set.</param>
    /// <param name="last">Its last second.</param>
    /// <returns>Null when there are fewer than 3 intervals above zero, or the data set has no length.</returns>
    /// <remarks>O(k log k).</remarks>
    public static BeaconScore? Compute(ReadOnlySpan<long> seconds, ReadOnlySpan<long> sourceBytes, long first, long last) =>
        last > first && Evenness(seconds, sourceBytes) is { } even ? even.Within(seconds, first, last) : null;

    /// <summary>The parts that the pair's own connections give; the others are 0 until <see cref="Within"/>.</summary>
    /// <param name="seconds">[k] ascending.</param>
    /// <param name="sourceBytes">[k], in any order.</param>
    /// <returns>Null when there are fewer than 3 intervals above zero.</returns>
    /// <remarks>O(k log k).</remarks>
    public static BeaconScore? Evenness(ReadOnlySpan<long> seconds, ReadOnlySpan<long> sourceBytes)
    {
        if (sourceBytes.Length != seconds.Length)
            throw new ArgumentException($"{sourceBytes.Length} sizes for {seconds.Length} times: give one each.", nameof(sourceBytes));
        var intervals = SortedIntervals(seconds);
        if (intervals.Length < FewestIntervals)
            return null;

        var sizes = new double[sourceBytes.Length];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = sourceBytes[i];
        Array.Sort(sizes);
        return new BeaconScore(BeaconStatistics.Evenness(intervals, scoreOfTinyMedian: 1), BeaconStatistics.Evenness(sizes, scoreOfTinyMedian: 0), 0, 0);
    }

    /// <summary>The same with the parts that the data set's time gives. O(log k).</summary>
    public BeaconScore Within(ReadOnlySpan<long> seconds, long first, long last)
    {
        var histogram = BeaconHistogram.Of(seconds, first, last);
        return this with { Duration = DurationScore(histogram, (double)(seconds[^1] - seconds[0]) / (last - first)), Histogram = histogram.Score };
    }

    /// <summary>The highest total that any data set's time may give to so many connections: fewer than 6 fill fewer than 6 bars, which have no duration, and fewer than 11 make no histogram.</summary>
    public double Highest(int connections) =>
        0.25 * Intervals + 0.25 * Sizes + (connections < FewestBarsForDuration ? 0 : 0.25) + (connections < BeaconHistogram.FewestBarsForScore ? 0 : 0.25) + 0.001;

    /// <summary>Time between connections, ascending, those within one second left out.</summary>
    public static double[] SortedIntervals(ReadOnlySpan<long> seconds)
    {
        var intervals = new List<double>(seconds.Length);
        for (var i = 1; i < seconds.Length; i++)
        {
            if (seconds[i] > seconds[i - 1])
                intervals.Add(seconds[i] - seconds[i - 1]);
        }
        intervals.Sort();
        return [.. intervals];
    }

    private static double DurationScore(BeaconHistogram histogram, double coverage)
    {
        if (histogram.Bars < FewestBarsForDuration)
            return 0;
        return Math.Max(Math.Min(1, RoundUp3(coverage)), Math.Min(1, RoundUp3(histogram.LongestRun / IdealRun)));
    }

    private static double RoundUp3(double value) => Math.Ceiling(value * 1000) / 1000;
}
