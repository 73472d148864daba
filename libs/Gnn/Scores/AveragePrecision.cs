namespace NetMl.Gnn.Scores;

/// <summary>The mean precision over the recall: Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct scores from above, without interpolation.</summary>
/// <remarks>As scikit-learn's average_precision_score: items of one score are found together. Chance gives the share of true items.</remarks>
public static class AveragePrecision
{
    /// <summary>O(n log n).</summary>
    /// <param name="scores">[n]; higher = more likely true.</param>
    /// <param name="areTrue">[n].</param>
    /// <returns>In [0, 1]; 0 when none is true.</returns>
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> areTrue)
    {
        if (scores.Length != areTrue.Length)
            throw new ArgumentException($"{scores.Length} scores do not fit {areTrue.Length} answers.", nameof(areTrue));
        var (sorted, truth) = (scores.ToArray(), areTrue.ToArray());
        Array.Sort(sorted, truth);
        var (sum, found) = (0.0, 0L);
        for (var end = sorted.Length; end > 0;)
        {
            var (begin, gained) = (end, 0);
            for (; begin > 0 && sorted[begin - 1] == sorted[end - 1]; begin--)
                gained += truth[begin - 1] ? 1 : 0;
            found += gained;
            sum += gained * ((double)found / (sorted.Length - begin));
            end = Math.Min(begin, end - 1);
        }
        return found == 0 ? 0 : sum / found;
    }
}
