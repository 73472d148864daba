using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.LinkPrediction;

/// <summary>How well one score told the coming links from others.</summary>
/// <param name="AgainstRandom">All positives against pairs at random; null = one of them is empty.</param>
/// <param name="TwoSteps">Positives two steps apart against other pairs two steps apart; null = one of them is empty.</param>
public sealed record LinkScoreResult(LinkScore Score, RankingQuality? AgainstRandom, RankingQuality? TwoSteps);

/// <summary>All scores on one split.</summary>
/// <param name="Positives">Coming links that were ranked.</param>
/// <param name="RandomNegatives">Pairs at random (<see cref="UnlinkedPairs.Uniform"/>).</param>
/// <param name="TwoStepPositives">Positives that share a known neighbour.</param>
/// <param name="TwoStepNegatives">Pairs that do and are never linked (<see cref="UnlinkedPairs.TwoStepsApart"/>).</param>
/// <param name="Scores">By AUC among pairs two steps apart, from which predictions are taken, best first; by AUC against pairs at random where fewer than <see cref="FewPairs"/> positives are so near.</param>
public sealed record LinkEvaluation(int Positives, int RandomNegatives, int TwoStepPositives, int TwoStepNegatives, IReadOnlyList<LinkScoreResult> Scores)
{
    /// <summary>AUC of fewer positives says little: one standard error is about 0.05 then.</summary>
    public const int FewPairs = 30;

    /// <summary>Judges scores by the coming links of a split.</summary>
    /// <param name="scores">Usually <see cref="LinkScore.All"/>.</param>
    /// <param name="mostPairs">Positives to rank, a random part if there are more, and as many negatives of each kind; ≥ 1. AUC is then good to about 0.5 / √pairs.</param>
    /// <param name="seed">Chooses the pairs; the same seed gives the same numbers.</param>
    /// <remarks>The cost of the scores for up to three times as many pairs, and O(pairs log pairs).</remarks>
    public static LinkEvaluation Of(LinkSplit split, IReadOnlyList<LinkScore> scores, int mostPairs, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPairs, 1);
        var positives = Part(split.Coming, mostPairs, seed);
        var random = UnlinkedPairs.Uniform(split, positives.Count, seed, cancellationToken);
        var near = UnlinkedPairs.TwoStepsApart(split, positives.Count, seed, cancellationToken);
        var shared = CommonNeighbours.OfPairs(split.Known, positives.Lows.Span, positives.Highs.Span);
        var results = new List<LinkScoreResult>();
        foreach (var score in scores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hits = Rank(split.Known, score, positives, cancellationToken);
            results.Add(new LinkScoreResult(
                score, Judge(hits, Rank(split.Known, score, random, cancellationToken)),
                Judge([.. hits.Where((_, pair) => shared[pair] > 0)], Rank(split.Known, score, near, cancellationToken))));
        }
        var positivesNear = shared.Count(neighbours => neighbours > 0);
        return new LinkEvaluation(
            positives.Count, random.Count, positivesNear, near.Count,
            [.. results.OrderByDescending(result => positivesNear < FewPairs ? 0 : result.TwoSteps?.AreaUnderCurve ?? 0).ThenByDescending(result => result.AgainstRandom?.AreaUnderCurve ?? 0)]);
    }

    private static NodePairs Part(NodePairs pairs, int most, long seed)
    {
        if (pairs.Count <= most)
            return pairs;
        var chosen = new ChunkRandom(seed).Permutation(pairs.Count)[..most];
        return new NodePairs(Array.ConvertAll(chosen, pair => pairs.Lows.Span[pair]), Array.ConvertAll(chosen, pair => pairs.Highs.Span[pair]));
    }

    private static double[] Rank(CsrGraph known, LinkScore score, NodePairs pairs, CancellationToken cancellationToken) =>
        score.OfPairs(known, pairs.Lows.Span, pairs.Highs.Span, cancellationToken);

    private static RankingQuality? Judge(double[] positives, double[] negatives) =>
        positives.Length == 0 || negatives.Length == 0 ? null : RankingQuality.Of(positives, negatives);
}
