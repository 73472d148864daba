namespace NetMl.Federation.Robust;

/// <summary>The one update that lies closest to the n − f − 2 updates nearest to it.</summary>
/// <remarks>Ignores weights: a liar would claim the largest. O(n²·P). Source: Blanchard et al. 2017, "Machine learning with adversaries: Byzantine tolerant gradient descent".</remarks>
internal sealed class Krum(int byzantine) : IRobustRule
{
    public string Name => "krum";

    public string? Refuses(int n, int f) => Bound(Name, n, f);

    public RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        var candidates = Candidates.Of(this, byzantine, updates, weights);
        var best = ByScore(candidates, candidates.SquaredDistances(), [.. Enumerable.Range(0, candidates.Count)])[0];
        return new RobustResult(candidates.Updates[best].ToArray(), candidates.AllBut([best]));
    }

    internal static string? Bound(string name, int n, int f) =>
        n >= 2L * f + 3 ? null : $"{name} with {f} lying sites needs at least 2·{f} + 3 = {2L * f + 3} updates, not {n}.";

    /// <summary>Those among which scores are taken, best first. Two updates that are each other's nearest have the same score: then the numbers decide, so that no place among the updates is an advantage.</summary>
    internal static int[] ByScore(Candidates candidates, double[,] squaredDistances, IReadOnlyList<int> among)
    {
        var scores = Scores(squaredDistances, among, candidates.Liars);
        int[] places = [.. Enumerable.Range(0, among.Count)];
        Array.Sort(places, (a, b) => scores[a] != scores[b]
            ? scores[a].CompareTo(scores[b])
            : candidates.Updates[among[a]].Span.SequenceCompareTo(candidates.Updates[among[b]].Span));
        return [.. places.Select(place => among[place])];
    }

    /// <summary>score(i) = sum of the n − f − 2 (at least 1) smallest ‖xᵢ − xⱼ‖², j ≠ i, among the given ones.</summary>
    private static double[] Scores(double[,] squaredDistances, IReadOnlyList<int> among, int liars)
    {
        var nearest = Math.Max(1, among.Count - liars - 2);
        var scores = new double[among.Count];
        var row = new double[Math.Max(0, among.Count - 1)];
        for (var i = 0; i < among.Count; i++)
        {
            var filled = 0;
            foreach (var other in among)
            {
                if (other != among[i])
                    row[filled++] = squaredDistances[among[i], other];
            }
            Array.Sort(row);
            for (var k = 0; k < Math.Min(nearest, row.Length); k++)
                scores[i] += row[k];
        }
        return scores;
    }
}
