using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Beaconing;

/// <summary>Whether calls keep to a clock, however many other calls lie between them: the highest line of their spectrum.</summary>
/// <param name="PValue">Chance that the highest of all lines is as high when calls come at random times.</param>
/// <param name="PeriodSeconds">Of the highest line.</param>
/// <param name="Coherence">Mean resultant length, 0 to 1: 1 = each call at the same moment of the period.</param>
/// <remarks>
/// Source: Lomb–Scargle's periodogram, which for events without a size is Rayleigh's; we differ: the events are put into at most 8192 equal bins,
/// at most one each, so that one fast Fourier transform gives all lines, and each line is compared with the median of the lines around it, so that
/// days and nights, and visits in bursts, are no period. A beacon that sleeps anew after each call loses its clock by jitter: <see cref="IntervalRegularity"/> sees that one.
/// </remarks>
internal sealed record CallSpectrum(double PValue, double PeriodSeconds, double Coherence)
{
    private const int MostBins = 8192;
    private const int FewestCycles = 8;
    private const int BinsOfShortestPeriod = 4;
    private const double Neighbourhood = 1.5;
    private const int MostMultiples = 10;

    /// <summary>Judges calls. O(k + n log n) with n ≤ 8192 bins.</summary>
    /// <param name="starts">[k] ascending, nanoseconds.</param>
    /// <returns>Null when they span too few bins for a period of four bins to come eight times.</returns>
    public static CallSpectrum? Of(ReadOnlySpan<long> starts)
    {
        if (starts.Length < 2)
            return null;
        var seconds = Times.Seconds(starts[0], starts[^1]);
        var width = Math.Max(1, seconds / (MostBins - 1));
        var bins = (int)(seconds / width) + 1;
        if (bins < FewestCycles * BinsOfShortestPeriod * 2)
            return null;

        var (train, calls) = Train(starts, width, bins);
        Fourier.Forward(train, FourierOptions.NoScaling);
        var share = calls / (double)bins;
        var variance = bins * share * (1 - share);
        return variance <= 0 ? null : Highest(train, bins, width, calls, variance);
    }

    private static (Complex[] Train, int Calls) Train(ReadOnlySpan<long> starts, double width, int bins)
    {
        var train = new Complex[bins];
        var calls = 0;
        foreach (var start in starts)
        {
            var bin = Math.Min(bins - 1, (int)(Times.Seconds(starts[0], start) / width));
            calls += train[bin] == Complex.One ? 0 : 1;
            train[bin] = Complex.One;
        }
        return (train, calls);
    }

    private static CallSpectrum Highest(Complex[] spectrum, int bins, double width, int calls, double variance)
    {
        var powers = new double[bins / BinsOfShortestPeriod + 1];
        for (var line = 1; line < powers.Length; line++)
            powers[line] = (spectrum[line].Real * spectrum[line].Real + spectrum[line].Imaginary * spectrum[line].Imaginary) / variance;
        double best = 0;
        var at = FewestCycles;
        for (var line = FewestCycles; line < powers.Length; line++)
        {
            // A median is dear: only lines that would beat the best so far against even noise are compared with their neighbours.
            if (powers[line] > best && AboveNoise(powers, line) is var height && height > best)
                (best, at) = (height, line);
        }
        at = Fundamental(powers, at, best);
        var chance = -Math.Exp(-best);
        var lines = powers.Length - FewestCycles;
        return new CallSpectrum(-Math.Max(-1, double.ExpM1(lines * double.LogP1(chance))), bins * width / at, Math.Min(1, spectrum[at].Magnitude / calls));
    }

    /// <summary>Power by that of the lines around; those of chance have 1 on average.</summary>
    private static double AboveNoise(double[] powers, int line)
    {
        int low = Math.Max(1, (int)(line / Neighbourhood)), high = Math.Min(powers.Length, (int)(line * Neighbourhood) + 1);
        return powers[line] / Math.Max(1, RobustStatistics.Median(powers[low..high]) / Math.Log(2));
    }

    /// <summary>Calls at a clock have lines at all multiples of its frequency: of those about as high as the highest, the lowest is the clock.</summary>
    private static int Fundamental(double[] powers, int highest, double height)
    {
        for (var multiple = MostMultiples; multiple > 1; multiple--)
        {
            var near = (int)Math.Round(highest / (double)multiple);
            for (var line = Math.Max(FewestCycles, near - 1); line <= near + 1; line++)
            {
                if (AboveNoise(powers, line) >= height / 2)
                    return line;
            }
        }
        return highest;
    }
}
