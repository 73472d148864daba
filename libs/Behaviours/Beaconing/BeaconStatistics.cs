using MathNet.Numerics.Statistics;

namespace NetMl.Behaviours.Beaconing;

/// <summary>The statistics of the beacon formula, each over ascending values.</summary>
public static class BeaconStatistics
{
    /// <summary>Quartiles narrower than this say nothing about skew, in the unit of the values (seconds or bytes).</summary>
    private const double NarrowestSpread = 10;

    /// <summary>Rounds to three digits, halves away from zero.</summary>
    public static double Round3(double value) => Math.Round(value * 1000, MidpointRounding.AwayFromZero) / 1000;

    /// <summary>(skew score + deviation score) / 2, to three digits.</summary>
    /// <param name="ascending">At least 3 values.</param>
    /// <param name="scoreOfTinyMedian">The deviation score when the median is below 1: 1 for intervals, 0 for sizes.</param>
    public static double Evenness(double[] ascending, double scoreOfTinyMedian) =>
        Round3((SkewScore(ascending) + DeviationScore(ascending, scoreOfTinyMedian)) / 2);

    /// <summary>1 − |Bowley skewness| = 1 − |(Q1 + Q3 − 2 Q2) / (Q3 − Q1)|; 1 when Q3 − Q1 &lt; 10 or Q2 is Q1 or Q3.</summary>
    /// <exception cref="ArgumentException">Fewer than 3 values.</exception>
    public static double SkewScore(double[] ascending)
    {
        var (q1, q2, q3) = Quartiles(ascending);
        if (q3 - q1 < NarrowestSpread || q2 == q1 || q2 == q3)
            return 1;
        return 1 - Math.Abs((q1 + q3 - 2 * q2) / (q3 - q1));
    }

    /// <summary>max(0, (median − MAD) / median), MAD = median of |x − median|.</summary>
    public static double DeviationScore(double[] ascending, double scoreOfTinyMedian)
    {
        ArgumentNullException.ThrowIfNull(ascending);
        var median = SortedArrayStatistics.Median(ascending);
        if (median < 1)
            return scoreOfTinyMedian;
        var deviations = Array.ConvertAll(ascending, value => Math.Abs(value - median));
        Array.Sort(deviations);
        return Math.Max(0, (median - SortedArrayStatistics.Median(deviations)) / median);
    }

    /// <summary>Q2 is the median; Q1 and Q3 are the medians of the halves below and above it, which leave out the middle value of an odd count.</summary>
    /// <remarks>Moore and McCabe's method, which none of the quantile definitions of MathNet is.</remarks>
    public static (double Q1, double Q2, double Q3) Quartiles(double[] ascending)
    {
        ArgumentNullException.ThrowIfNull(ascending);
        if (ascending.Length < 3)
            throw new ArgumentException($"Quartiles need at least 3 values; there are {ascending.Length}.", nameof(ascending));
        var half = ascending.Length / 2;
        return (SortedArrayStatistics.Median(ascending[..half]), SortedArrayStatistics.Median(ascending), SortedArrayStatistics.Median(ascending[^half..]));
    }
}
