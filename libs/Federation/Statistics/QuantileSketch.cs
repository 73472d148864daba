namespace NetMl.Federation.Statistics;

/// <summary>A histogram whose sum over the sites gives quantiles of all their rows; refined in further rounds.</summary>
/// <remarks>
/// Each site sends the share of its rows in each bin (times its weight, as everything in a contribution), so that Σw·share / Σw is the histogram of all rows when weights count rows.
/// Error: with an exact sum, a quantile is within one <see cref="Width"/> of the exact one. An error of e in each summed share moves the rank by at most (bins + 2)·e.
/// Each refinement divides the width by bins / 3. Learning tensors hold log(1 + x): a width there is a relative error of x.
/// </remarks>
/// <param name="Least">Values below are counted in one bin of their own, values from <paramref name="Most"/> on in another; a quantile there is cut to the limit.</param>
public sealed record QuantileSketch(double Least, double Most, int Bins)
{
    /// <summary>below ‖ bins ‖ above.</summary>
    public int Length => Bins + 2;

    public double Width => (Most - Least) / Bins;

    /// <summary>A site's histogram.</summary>
    /// <param name="values">[rows].</param>
    /// <param name="range">Shares are scaled into 0..range.</param>
    /// <returns>[<see cref="Length"/>], sums to range; zeros without rows.</returns>
    /// <exception cref="InvalidDataException">A value is not a finite number.</exception>
    public double[] Shares(ReadOnlySpan<float> values, double range)
    {
        var shares = new double[Length];
        foreach (var value in values)
            shares[float.IsFinite(value) ? BinOf(value) : throw new InvalidDataException($"A value is {value}, not a finite number.")]++;
        for (var bin = 0; bin < shares.Length; bin++)
            shares[bin] *= range / Math.Max(1, values.Length);
        return shares;
    }

    /// <summary>The value below which a share of all rows lies, linear inside its bin.</summary>
    /// <param name="shares">[<see cref="Length"/>]: mean of the sites' shares in any scale; small negative ones (noise) count as 0.</param>
    /// <param name="quantile">0 to 1.</param>
    public double Quantile(ReadOnlySpan<double> shares, double quantile)
    {
        var (bin, within) = Find(shares, quantile);
        return bin == 0 ? Least : bin > Bins ? Most : Least + (bin - 1 + within) * Width;
    }

    /// <summary>The sketch of the next round: the bin of a quantile and its two neighbours, in as many bins.</summary>
    public QuantileSketch Around(ReadOnlySpan<double> shares, double quantile)
    {
        var bin = Math.Clamp(Find(shares, quantile).Bin, 1, Bins);
        return this with { Least = Least + (bin - 2) * Width, Most = Least + (bin + 1) * Width };
    }

    private int BinOf(double value) => value < Least ? 0 : value >= Most ? Bins + 1 : 1 + Math.Min(Bins - 1, (int)((value - Least) / Width));

    private (int Bin, double Within) Find(ReadOnlySpan<double> shares, double quantile)
    {
        if (shares.Length != Length)
            throw new ArgumentException($"The sketch has {Length} bins, not {shares.Length}.", nameof(shares));
        if (!(quantile >= 0 && quantile <= 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile lies between 0 and 1.");
        var all = 0.0;
        foreach (var share in shares)
            all += Math.Max(0, share);
        var rest = quantile * all;
        for (var bin = 0; bin < Length; bin++)
        {
            var share = Math.Max(0, shares[bin]);
            if (share > 0 && rest <= share)
                return (bin, rest / share);
            rest -= share;
        }
        return (Bins + 1, 1);
    }
}
