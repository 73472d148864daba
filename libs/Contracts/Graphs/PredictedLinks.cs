namespace NetMl.Contracts.Graphs;

/// <summary>Answer to <c>GET /v1/graphs/{name}/links</c> and <c>/v1/datasets/{dataset}/links</c>. Direction does not count.</summary>
/// <param name="Name">Of the graph or data set.</param>
/// <param name="Test">How the scores were judged before one of them predicted; null = too few links for that.</param>
/// <param name="Score">The score that predicts: the one that was asked for, else the first in <paramref name="Scores"/>.</param>
/// <param name="Scores">Best first by AUC among pairs two steps apart, from which predictions are taken; by AUC against pairs at random where fewer than 30 new links were so near.</param>
/// <param name="Candidates">Pairs two steps apart that are not linked: what the predictions were taken from.</param>
/// <param name="Links">Predicted from all links, highest score first.</param>
public sealed record PredictedLinksPage(
    string Name, LinkTest? Test, string Score, IReadOnlyList<LinkScoreQuality> Scores, long Candidates, int Offset, IReadOnlyList<PredictedLink> Links);

/// <summary>How known links were kept apart from those to predict.</summary>
/// <param name="Split">time (learns from the first edge rows in the order of time) or random (learns from a random part of the links).</param>
/// <param name="Share">What is learned from.</param>
/// <param name="Time">The first time that is not; null for random.</param>
/// <param name="KnownLinks">Pairs linked in what is learned from.</param>
/// <param name="NewLinks">Pairs linked in the rest and not before, both nodes known.</param>
/// <param name="WithNewNode">Pairs of the rest left out because one node had no link before.</param>
/// <param name="Positives">New links that were ranked: all, or a random part.</param>
/// <param name="RandomNegatives">Pairs at random of known nodes that never are linked.</param>
/// <param name="TwoStepPositives">Positives that were two steps apart before.</param>
/// <param name="TwoStepNegatives">Pairs two steps apart that never are linked: harder to tell from those.</param>
public sealed record LinkTest(
    string Split, double Share, DateTimeOffset? Time, long KnownLinks, long NewLinks, long WithNewNode,
    int Positives, int RandomNegatives, int TwoStepPositives, int TwoStepNegatives);

/// <summary>How well one score told new links from pairs that never are linked.</summary>
/// <param name="Auc">Positives against pairs at random: chance that a new link scores higher, ties half; 0.5 is guessing. Null = nothing to rank.</param>
/// <param name="AveragePrecision">Of the same ranking.</param>
/// <param name="TwoStepAuc">Among pairs two steps apart only.</param>
/// <param name="TwoStepAveragePrecision">Of the same ranking.</param>
public sealed record LinkScoreQuality(string Score, double? Auc, double? AveragePrecision, double? TwoStepAuc, double? TwoStepAveragePrecision);

/// <summary>Two nodes that are not linked.</summary>
/// <param name="Score">Higher = sooner linked; comparable within one score only.</param>
public sealed record PredictedLink(string Source, string Target, double Score, int SharedNeighbours);
