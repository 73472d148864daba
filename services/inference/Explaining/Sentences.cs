using NetMl.Contracts.Serving;

namespace NetMl.Inference.Explaining;

/// <summary>Says in words what an explanation found.</summary>
internal static class Sentences
{
    private const int NamedFeatures = 3;
    private const int NamedPairs = 2;
    private const double Matters = 0.02;

    /// <param name="item">What is explained.</param>
    /// <param name="features">Largest contribution first.</param>
    /// <param name="edges">Heaviest first.</param>
    /// <param name="edge">What an edge is called: flow or edge.</param>
    public static string OfClass(
        string item, string @class, double probability, IReadOnlyList<FeatureReason> features, IReadOnlyList<EdgeReason> edges, ExplanationFidelity fidelity, string edge)
    {
        var reasons = Leading(features, fidelity.Whole - fidelity.MeanFeatures, LeastContribution.ToProbability);
        var needsEdges = fidelity.Whole - fidelity.WithoutTheseEdges >= Matters;
        if (needsEdges)
            reasons.AddRange(Pairs(edges, edge).Take(NamedPairs));
        var because = reasons.Count == 0 ? $"no single feature or {edge} decides it" : $"mostly because of {Join(reasons)}";
        var around = edges.All(one => one.IsItem) ? ""
            : needsEdges ? $" Without the {Count(edges, edge)} listed it would be {Amounts.Percent(fidelity.WithoutTheseEdges)}."
            : $" The {edge}s around it hardly matter: without the {Count(edges, edge)} listed it is {Amounts.Percent(fidelity.WithoutTheseEdges)}, and their weights only rank them.";
        var own = features.Count == 0 ? "" : $" With {(edge == "flow" ? "features as in the mean of the training data" : "its own features at zero")} it would be {Amounts.Percent(fidelity.MeanFeatures)}.";
        return $"{item} looks like {@class} ({Amounts.Percent(probability)}): {because}.{around}{own}";
    }

    /// <param name="features">In any order.</param>
    public static string OfTrees(string item, string @class, double probability, IReadOnlyList<FeatureReason> features, ExplanationScore score, bool areFlows)
    {
        var gained = score.Item - score.Mean;
        var reasons = Leading([.. features.OrderByDescending(feature => feature.Contribution)], gained, LeastContribution.ToScore);
        var contrary = Leading([.. features.Select(feature => feature with { Contribution = -feature.Contribution }).OrderByDescending(feature => feature.Contribution)], -gained, LeastContribution.ToScore);
        var because = gained >= 0 && reasons.Count > 0 ? $"mostly because of {Join(reasons)}"
            : gained < 0 && contrary.Count > 0 ? $"as the training rows do on average, though {Join(contrary)} {(contrary.Count == 1 ? "speaks" : "speak")} against it"
            : features.Any(feature => Math.Abs(feature.Contribution) >= LeastContribution.ToScore) ? "no single feature decides it"
            : FormattableString.Invariant($"no single feature moves the score by {LeastContribution.ToScore}");
        var seen = areFlows ? "the flow and what its two hosts do" : "the host and the means of its flows";
        return FormattableString.Invariant($"{item} looks like {@class} ({Amounts.Percent(probability)}): {because}. Boosted trees see {seen}, no edges around. Their log-odds of {@class} against {score.Against} are {score.Item:0.##}, on average over the training rows {score.Mean:0.##}.");
    }

    /// <param name="threshold">Above it a score is odd; null = the model has none.</param>
    /// <param name="odd">What lies outside of the usual, oddest first.</param>
    /// <param name="nearest">Normal items that are most like it.</param>
    public static string OfAnomaly(string item, double score, double? threshold, IReadOnlyList<string> odd, IReadOnlyList<string> nearest)
    {
        var judged = threshold is not { } limit ? "" : FormattableString.Invariant($", {(score > limit ? "above" : "below")} the threshold of {limit:0.###}");
        var reasons = odd.Count == 0 ? ", though no single feature is unusual" : $": {Join(odd)}";
        var like = nearest.Count == 0 ? "" : $" The normal ones most like it are {Join(nearest)}.";
        return FormattableString.Invariant($"{item} scores {score:0.###}{judged}{reasons}.{like}");
    }

    // Those that carry a notable part of the way from the mean to the item.
    private static List<string> Leading(IReadOnlyList<FeatureReason> features, double gained, double least) =>
        [.. features.Where(feature => feature.Contribution >= Math.Max(least, gained / 15)).Take(NamedFeatures).Select(feature => $"{feature.Words} ({feature.Value})")];

    private static IEnumerable<string> Pairs(IReadOnlyList<EdgeReason> edges, string edge) => edges.Where(one => !one.IsItem)
        .GroupBy(one => (one.Source, one.Target)).OrderByDescending(pair => pair.Sum(one => one.Weight))
        .Select(pair => edge == "flow"
            ? $"{(pair.Count() == 1 ? "a flow" : $"{pair.Count()} flows")} of {pair.Key.Source} to {pair.Key.Target}"
            : $"the {edge} between {pair.Key.Source} and {pair.Key.Target}");

    private static string Count(IReadOnlyList<EdgeReason> edges, string edge) =>
        edges.Count(one => !one.IsItem) is 1 ? $"one {edge}" : $"{edges.Count(one => !one.IsItem)} {edge}s";

    private static string Join(IReadOnlyList<string> parts) => parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}
