namespace NetMl.Graphs.LinkPrediction;

/// <summary>How well scores put what came true before what did not.</summary>
/// <param name="AreaUnderCurve">Chance that a random positive scores higher than a random negative, ties counting half: 0.5 is guessing.</param>
/// <param name="AveragePrecision">Precision averaged over the positives found; guessing gives the share of positives.</param>
public readonly record struct RankingQuality(double AreaUnderCurve, double AveragePrecision)
{
    /// <summary>Judges scores exactly, not by thresholds.</summary>
    /// <param name="positives">[p]: scores of what came true; p ≥ 1, no NaN.</param>
    /// <param name="negatives">[q]: scores of what did not; q ≥ 1, no NaN.</param>
    /// <exception cref="ArgumentException">There is no positive, no negative, or a score is no number.</exception>
    /// <remarks>
    /// O((p + q) log(p + q)). AUC is the Mann–Whitney statistic divided by p · q; average precision is Σ (recall step) · precision over
    /// falling scores, equal scores as one step, as scikit-learn's average_precision_score. Sources: Hanley and McNeil 1982, "The meaning and use of
    /// the area under a receiver operating characteristic (ROC) curve"; Manning, Raghavan and Schütze 2008, section 8.4.
    /// </remarks>
    public static RankingQuality Of(ReadOnlySpan<double> positives, ReadOnlySpan<double> negatives)
    {
        if (positives.IsEmpty)
            throw new ArgumentException("There is no positive to rank.", nameof(positives));
        if (negatives.IsEmpty)
            throw new ArgumentException("There is no negative to rank against.", nameof(negatives));
        double[] up = Sorted(positives, nameof(positives)), down = Sorted(negatives, nameof(negatives));
        // From the highest score down: what stands above a group of equals, and the group itself.
        long hits = 0, misses = 0, wins = 0, ties = 0;
        var precision = 0.0;
        for (int i = up.Length - 1, j = down.Length - 1; i >= 0 || j >= 0;)
        {
            var score = Math.Max(i >= 0 ? up[i] : double.NegativeInfinity, j >= 0 ? down[j] : double.NegativeInfinity);
            long same = 0, others = 0;
            for (; i >= 0 && up[i] == score; i--)
                same++;
            for (; j >= 0 && down[j] == score; j--)
                others++;
            wins += same * (down.Length - misses - others);
            ties += same * others;
            hits += same;
            misses += others;
            precision += same * ((double)hits / (hits + misses));
        }
        return new RankingQuality((wins + ties / 2.0) / ((double)up.Length * down.Length), precision / up.Length);
    }

    private static double[] Sorted(ReadOnlySpan<double> scores, string name)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        return double.IsNaN(sorted[0]) ? throw new ArgumentException("A score is not a number.", name) : sorted;
    }
}
