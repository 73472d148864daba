using MathNet.Numerics.Statistics;

namespace NetMl.Behaviours.Beaconing;

/// <summary>How the connections of a pair lie over the span of the data set, in 24 equal bins.</summary>
public sealed class BeaconHistogram
{
    private const int Bins = 24;
    private const int FewestBarsForModes = 11;

    /// <summary>With fewer bars the score is 0: σ / μ is at least 1 when at most half of the bins have equal bars.</summary>
    internal const int FewestBarsForScore = FewestBarsForModes;
    private const double ModeWidth = 0.05;
    private readonly int[] _counts = new int[Bins];

    private BeaconHistogram()
    {
    }

    /// <summary>[24]: connections in each bin.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Bins with at least one connection.</summary>
    public int Bars => _counts.Count(count => count > 0);

    /// <summary>Counts connections. O(log k).</summary>
    /// <param name="seconds">[k] ascending, within [first, last].</param>
    /// <param name="first">First second of the data set.</param>
    /// <param name="last">Its last second; later than <paramref name="first"/>.</param>
    public static BeaconHistogram Of(ReadOnlySpan<long> seconds, long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(last, first);
        var histogram = new BeaconHistogram();
        var width = (double)(last - first) / Bins;
        var counted = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            // The edge of a bin is first + bin · width; a second on it belongs to the later bin, and the last second to the last one.
            var end = bin + 1 == Bins ? seconds.Length : Before(seconds, (long)Math.Ceiling(first + (bin + 1) * width));
            histogram._counts[bin] = end - counted;
            counted = end;
        }
        return histogram;
    }

    /// <summary>How many seconds lie before one.</summary>
    private static int Before(ReadOnlySpan<long> ascending, long second)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < second)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>The better of <see cref="Flatness"/> and <see cref="TwoModes"/>, 0 to 1.</summary>
    public double Score => Math.Max(Flatness, TwoModes);

    /// <summary>1 − σ / μ over all bins (population σ), not below 0, to three digits.</summary>
    public double Flatness
    {
        get
        {
            var counts = Array.ConvertAll(_counts, count => (double)count);
            var mean = counts.Average();
            if (mean == 0)
                return 0;
            var variation = ArrayStatistics.PopulationStandardDeviation(counts) / mean;
            return variation > 1 ? 0 : BeaconStatistics.Round3(1 - variation);
        }
    }

    /// <summary>
    /// min(1, bars of the two commonest heights / (bars − 1)), to three digits: one bar may be an outlier. Heights within 5 % of the
    /// highest are one. 0 with fewer than 11 bars.
    /// </summary>
    public double TwoModes
    {
        get
        {
            if (Bars < FewestBarsForModes)
                return 0;
            var step = (int)Math.Ceiling(_counts.Max() * ModeWidth);
            var commonest = _counts.Where(count => count > 0).CountBy(count => count / step)
                .OrderByDescending(height => height.Value).Take(2).Sum(height => height.Value);
            return Math.Min(1, BeaconStatistics.Round3((double)commonest / Math.Max(Bars - 1, 1)));
        }
    }

    /// <summary>Most bars side by side, where the last bin is followed by the first; at most 24.</summary>
    public int LongestRun
    {
        get
        {
            int longest = 0, run = 0;
            for (var i = 0; i < 2 * Bins; i++)
            {
                run = _counts[i % Bins] > 0 ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }
            return Math.Min(longest, Bins);
        }
    }
}
