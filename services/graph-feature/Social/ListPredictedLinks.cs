using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Datasets;
using NetMl.Graphs.LinkPrediction;

namespace NetMl.GraphFeature.Social;

/// <summary>Pairs that are likely to become linked, and how well each score would have told so before.</summary>
internal static class ListPredictedLinks
{
    private const string ByTime = "time";
    private const string ByChance = "random";
    private const int MostPairs = 10_000;
    private const int MostKept = 1000;

    private sealed record Judged(LinkSplit Split, LinkEvaluation Result);

    public static void MapListPredictedLinks(this IEndpointRouteBuilder routes) =>
        routes.MapBoth("links", path => routes.MapGet(path, HandleAsync).ProducesGraphAnswer<PredictedLinksPage>(), "ListPredictedLinks", "The links that are likely next");

    private static async Task<IResult> HandleAsync(
        string? score, string? by, string? split, string? seed, string? offset, string? top, SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        string[] names = [.. LinkScore.All.Select(one => one.Name)];
        if (!string.IsNullOrEmpty(score) && !names.Contains(score))
            return Problems.BadName("score", score, names);
        if (!string.IsNullOrEmpty(by) && by is not (ByTime or ByChance))
            return Problems.BadName("by", by, [ByTime, ByChance]);
        if (Problems.Number(split, 0.8, 0.1, 0.99) is not { } share)
            return Problems.Bad("split", split, "a number from 0.1 to 0.99");
        if (Problems.WholeNumber(seed, 1, 0, int.MaxValue) is not { } lot)
            return Problems.Bad("seed", seed, $"a whole number from 0 to {int.MaxValue}");
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, graph =>
        {
            if (by == ByTime && graph.Times is null)
                return Problems.Bad("by", by, $"{ByChance} for {graph.Kind} '{graph.Name}', whose edges have no times");
            var affordable = graph.Remember("scores", () => LinkScore.All.Where(one => LinkCandidates.Work(graph.Undirected, one) <= graphs.MaximumSteps).ToArray());
            if (affordable.Length == 0 || (!string.IsNullOrEmpty(score) && !affordable.Any(one => one.Name == score)))
                return Refuse(graph, score, affordable, graphs.MaximumSteps);
            return TypedResults.Ok(Answer(graph, affordable, score, graph.Times is null ? ByChance : by, share, lot, page, cancellationToken));
        }, cancellationToken);
    }

    private static ProblemHttpResult Refuse(SocialGraph graph, string? score, LinkScore[] affordable, double maximumSteps)
    {
        var wanted = LinkScore.All.FirstOrDefault(one => one.Name == score) ?? LinkScore.All[0];
        var others = affordable.Length == 0 ? "" : $", or another score ({string.Join(", ", affordable.Select(one => one.Name))})";
        return Problems.Bad(
            $"{graph.Kind} '{graph.Name}' has {LinkCandidates.Work(graph.Undirected, wanted):0} neighbours of neighbours to look at for {wanted.Name}; at most {maximumSteps} are (setting Social:MaximumMillionSteps): take a part of it{others}.");
    }

    /// <param name="affordable">Scores that do not cost too much; without a score by name, the best of these.</param>
    private static PredictedLinksPage Answer(SocialGraph graph, LinkScore[] affordable, string? score, string? by, double share, int seed, PageRequest page, CancellationToken cancellationToken)
    {
        var kind = by == ByChance ? ByChance : ByTime;
        var judged = graph.Remember(FormattableString.Invariant($"links {kind} {share} {seed}"), () => Judge(graph, kind, share, seed, cancellationToken));
        var chosen = affordable.FirstOrDefault(one => one.Name == score) ?? judged.Result.Scores.Select(one => one.Score).First(affordable.Contains);
        var found = graph.Remember($"candidates {chosen.Name}", () => LinkCandidates.Find(graph.Undirected, chosen, MostKept, cancellationToken: cancellationToken));
        return new PredictedLinksPage(
            graph.Name, Describe(graph, judged, kind, share), chosen.Name, [.. judged.Result.Scores.Select(Quality)], found.Pairs, page.Offset,
            [.. found.Best.Skip(page.Offset).Take(page.Top).Select(one => new PredictedLink(graph.NameOf(one.Low), graph.NameOf(one.High), one.Score, one.SharedNeighbours))]);
    }

    private static Judged Judge(SocialGraph graph, string kind, double share, int seed, CancellationToken cancellationToken)
    {
        var split = kind == ByTime && graph.Times is { } times ? LinkSplit.ByTime(times, share) : LinkSplit.ByChance(graph.Undirected, share, seed);
        return new Judged(split, LinkEvaluation.Of(split, LinkScore.All, MostPairs, seed, cancellationToken));
    }

    private static LinkTest? Describe(SocialGraph graph, Judged judged, string kind, double share) => judged.Result.Positives == 0 ? null : new LinkTest(
        kind, share, judged.Split.Time is { } time ? graph.TimeOf(time) : null, judged.Split.Known.EdgeCount / 2, judged.Split.Coming.Count, judged.Split.WithNewNode,
        judged.Result.Positives, judged.Result.RandomNegatives, judged.Result.TwoStepPositives, judged.Result.TwoStepNegatives);

    private static LinkScoreQuality Quality(LinkScoreResult result) => new(
        result.Score.Name, result.AgainstRandom?.AreaUnderCurve, result.AgainstRandom?.AveragePrecision, result.TwoSteps?.AreaUnderCurve, result.TwoSteps?.AveragePrecision);
}
