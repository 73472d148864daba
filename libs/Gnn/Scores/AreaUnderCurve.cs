namespace NetMl.Gnn.Scores;

/// <summary>The chance that a true example scores higher than a false one: the area under the receiver operating characteristic.</summary>
/// <remarks>From ranks, ties counted half. Source: Hanley &amp; McNeil 1982.</remarks>
public static class AreaUnderCurve
{
    /// <summary>O(n log n).</summary>
    /// <param name="scores">[n]; higher = more likely true.</param>
    /// <param name="areTrue">[n].</param>
    /// <returns>In [0, 1]; 0.5 when all are true or all are false.</returns>
    public static double Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> areTrue)
    {
        if (scores.Length != areTrue.Length)
            throw new ArgumentException($"{scores.Length} scores do not fit {areTrue.Length} answers.", nameof(areTrue));
        var (sorted, truth) = (scores.ToArray(), areTrue.ToArray());
        Array.Sort(sorted, truth);
        var (rankSum, positives) = (0.0, 0L);
        for (var begin = 0; begin < sorted.Length;)
        {
            var end = begin;
            var found = 0;
            for (; end < sorted.Length && sorted[end] == sorted[begin]; end++)
                found += truth[end] ? 1 : 0;

            // All of a tie have the mean of its ranks, which count from 1.
            rankSum += found * (begin + 1 + end) / 2.0;
            positives += found;
            begin = Math.Max(end, begin + 1);
        }
        var negatives = sorted.Length - positives;
        return positives == 0 || negatives == 0 ? 0.5 : (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }
}
