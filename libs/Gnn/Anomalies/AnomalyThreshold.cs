using System.Globalization;

namespace NetMl.Gnn.Anomalies;

/// <summary>The score above which an item is called odd, and what stands behind it.</summary>
/// <param name="Value">A score.</param>
/// <param name="FalsePositives">Share of normal items that may lie above it, in (0, 1).</param>
/// <param name="Items">Scores that it was set by.</param>
/// <param name="IsHeldOut">Whether those items were kept apart from training; else more normal items than meant will lie above.</param>
/// <remarks>
/// Of n scores of normal items the k-th from below with k = ⌈(n + 1)(1 − share)⌉: if later normal items are like these, their share above
/// it follows Beta(n + 1 − k, k). Source: Vovk, Gammerman, Shafer 2005 (conformal prediction); Wilks 1941.
/// </remarks>
public sealed record AnomalyThreshold(double Value, double FalsePositives, int Items, bool IsHeldOut)
{
    /// <summary>Sets a threshold.</summary>
    /// <param name="scores">[n] of items that are taken for normal, n ≥ 1; in any order.</param>
    /// <param name="falsePositives">In (0, 1).</param>
    /// <exception cref="InvalidDataException">There are no scores, or the share is out of its range.</exception>
    public static AnomalyThreshold Choose(ReadOnlySpan<float> scores, double falsePositives, bool isHeldOut)
    {
        if (!(falsePositives > 0 && falsePositives < 1))
            throw new InvalidDataException($"The share of false positives is {falsePositives.ToString(CultureInfo.InvariantCulture)}; it lies between 0 and 1, as 0.01.");
        if (scores.IsEmpty)
            throw new InvalidDataException("A threshold needs scores of normal items, and there are none.");
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        return new AnomalyThreshold(sorted[Math.Min(sorted.Length, Rank(sorted.Length, falsePositives)) - 1], falsePositives, sorted.Length, isHeldOut);
    }

    /// <summary>Whether so few items stand behind it that the largest of their scores is all that can be said.</summary>
    public bool HasTooFewItems => Rank(Items, FalsePositives) > Items;

    /// <summary>Share of normal items above it that is to be expected, and the standard deviation of that share over repetitions.</summary>
    public (double Share, double Deviation) Expected
    {
        get
        {
            var above = Math.Max(1, Items + 1 - Rank(Items, FalsePositives));
            var (a, b) = ((double)above, (double)(Items + 1 - above));
            return (a / (a + b), Math.Sqrt(a * b / (a + b + 1)) / (a + b));
        }
    }

    /// <summary>One sentence for people.</summary>
    public string Sentence
    {
        get
        {
            var (share, deviation) = Expected;
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"Scores above {Value:g4} are called odd: of {Items} {(IsHeldOut ? "normal items that were not learnt from" : "items that were learnt from")}, {share:0.##%} ± {deviation:0.##%} of normal ones should lie there");
            if (HasTooFewItems)
                text += string.Create(CultureInfo.InvariantCulture, $"; that are too few for the {FalsePositives:0.####%} that were asked for, which need at least {Math.Ceiling(1 / FalsePositives) - 1}");
            return text + (IsHeldOut ? "." : ", and more of those that come later.");
        }
    }

    // Rounded so that 100 · (1 − 0.01) is 99.
    private static int Rank(int items, double falsePositives) => (int)Math.Ceiling(Math.Round((items + 1) * (1 - falsePositives), 6));
}
