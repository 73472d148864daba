namespace NetMl.Behaviours.Detection;

/// <summary>Medians and deviations that a few wild values do not move.</summary>
internal static class RobustStatistics
{
    /// <summary>σ of a normal distribution per median absolute deviation.</summary>
    private const double SigmaPerDeviation = 1.4826;

    /// <summary>Of any order; 0 for no values. O(n log n), copies.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return MedianOfSorted(sorted);
    }

    /// <summary>Of ascending values; 0 for no values.</summary>
    public static double MedianOfSorted(IReadOnlyList<double> ascending)
    {
        var middle = ascending.Count / 2;
        return ascending.Count == 0 ? 0 : ascending.Count % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    /// <summary>(value − median) / (1.4826 · median absolute deviation): about the number of σ.</summary>
    /// <param name="leastSigma">Least σ assumed, above 0: a history that never varied does not make every change endless.</param>
    public static double Z(double value, double median, double medianDeviation, double leastSigma) =>
        (value - median) / Math.Max(SigmaPerDeviation * medianDeviation, leastSigma);
}
