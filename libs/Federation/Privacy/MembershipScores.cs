namespace NetMl.Federation.Privacy;

/// <summary>What an attacker thinks of those who took part and of others like them: the higher a score, the more likely he says "member".</summary>
/// <remarks>An attack tells something where members score higher; ε bounds how much (<see cref="Bound"/>).</remarks>
public sealed record MembershipScores(IReadOnlyList<double> Members, IReadOnlyList<double> Others)
{
    /// <summary>Chance that a member scores higher than another, ties as half; ½ = the attack tells nothing. O(n log n).</summary>
    public double Auc
    {
        get
        {
            var others = Others.Order().ToArray();
            return Members.Average(score => (Below(others, score, isEqualIn: false) + Below(others, score, isEqualIn: true)) / 2.0 / others.Length);
        }
    }

    /// <summary>The threshold with the largest <see cref="Advantage"/> on these scores. To be used on others: on its own scores it flatters.</summary>
    public double BestThreshold() => Members.MaxBy(Advantage);

    /// <summary>True positives − false positives, as shares, of "member" from <paramref name="threshold"/> on.</summary>
    public double Advantage(double threshold) => Share(Members, threshold) - Share(Others, threshold);

    /// <summary>Standard error of <see cref="Advantage"/>.</summary>
    public double Error(double threshold)
    {
        static double Variance(IReadOnlyList<double> scores, double threshold) => Share(scores, threshold) is var share ? share * (1 - share) / scores.Count : 0;
        return Math.Sqrt(Variance(Members, threshold) + Variance(Others, threshold));
    }

    /// <summary>Advantage over several attacks of the same kind: the threshold of each half of them comes from the other half, as from the attacker's own models.</summary>
    /// <returns>The mean of both halves, and its standard error.</returns>
    /// <exception cref="ArgumentException">Fewer than two attacks.</exception>
    public static (double Advantage, double Error) CrossFitted(IReadOnlyList<MembershipScores> attacks)
    {
        ArgumentNullException.ThrowIfNull(attacks);
        if (attacks.Count < 2)
            throw new ArgumentException($"{attacks.Count} attacks cannot be halved.", nameof(attacks));
        var (first, second) = (Pool(attacks.Take(attacks.Count / 2)), Pool(attacks.Skip(attacks.Count / 2)));
        var (forFirst, forSecond) = (second.BestThreshold(), first.BestThreshold());
        return ((first.Advantage(forFirst) + second.Advantage(forSecond)) / 2, Math.Sqrt(Math.Pow(first.Error(forFirst), 2) + Math.Pow(second.Error(forSecond), 2)) / 2);
    }

    /// <summary>Scores of several attacks of the same kind together.</summary>
    public static MembershipScores Pool(IEnumerable<MembershipScores> all)
    {
        var list = all.ToList();
        return new([.. list.SelectMany(one => one.Members)], [.. list.SelectMany(one => one.Others)]);
    }

    /// <summary>No attack on an (ε, δ)-private model has a larger advantage: (e^ε − 1 + 2δ)/(e^ε + 1). From the testing region of Kairouz, Oh and Viswanath 2015; Humphries et al. 2023.</summary>
    public static double Bound(double epsilon, double delta) => (Math.Exp(epsilon) - 1 + 2 * delta) / (Math.Exp(epsilon) + 1);

    private static double Share(IReadOnlyList<double> scores, double threshold) => scores.Count(score => score >= threshold) / (double)scores.Count;

    private static int Below(double[] sorted, double score, bool isEqualIn)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < score || (isEqualIn && sorted[middle] == score))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
