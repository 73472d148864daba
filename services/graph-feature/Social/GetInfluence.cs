using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Datasets;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Diffusion;

namespace NetMl.GraphFeature.Social;

/// <summary>How far something spreads from given nodes, or from those that spread it most, and who is near them.</summary>
internal static class GetInfluence
{
    /// <summary>What chose the seeds must not judge them.</summary>
    private const long OtherLots = 1L << 32;

    /// <summary>Each run of the choice keeps the part of every node.</summary>
    private const long MostKeptParts = 100_000_000;

    private sealed record Answer(InfluenceSeed[] Seeds, CascadeEstimate Cascade, (int Node, double Rank)[] Ranks);

    public static void MapGetInfluence(this IEndpointRouteBuilder routes) =>
        routes.MapBoth("influence", path => routes.MapGet(path, HandleAsync).ProducesGraphAnswer<InfluencePage>(), "GetInfluence", "Who reaches most, and who is near given nodes,");

    private static async Task<IResult> HandleAsync(
        string? from, string? seeds, string? probability, string? runs, string? seed, string? offset, string? top,
        SocialGraphs graphs, HttpContext http, CancellationToken cancellationToken)
    {
        if (InfluenceQuestion.Read(from, seeds, probability, runs, seed, out var question) is { } badQuestion)
            return badQuestion;
        if (PageRequest.Read(offset, top, out var page) is { } refusal)
            return refusal;
        return await graphs.AnswerAsync(http, graph =>
        {
            if (Refuse(graph, question, graphs.MaximumSteps) is { } tooMuch)
                return tooMuch;
            var answer = graph.Remember(question.Key, () => Compute(graph, question, cancellationToken));
            return TypedResults.Ok(new InfluencePage(
                graph.Name, answer.Seeds, answer.Cascade, answer.Ranks.Length, page.Offset,
                [.. answer.Ranks.Skip(page.Offset).Take(page.Top).Select(one => new InfluencedNode(graph.NameOf(one.Node), one.Rank))]));
        }, cancellationToken);
    }

    private static ProblemHttpResult? Refuse(SocialGraph graph, InfluenceQuestion question, double maximumSteps)
    {
        foreach (var name in question.From)
        {
            if (graph.Find(name) < 0)
                return Problems.NotFound($"There is no node '{name}' in {graph.Kind} '{graph.Name}'.{NearestName.Hint(name, [.. Enumerable.Range(0, graph.Undirected.NodeCount).Select(graph.NameOf)])}");
        }
        var steps = question.Options.Runs * (Math.Max(graph.Directed.EdgeCount, graph.Times?.Times.Length ?? 0) + StepsOfFirstGains(graph, question));
        var kept = question.From.Count > 0 ? 0 : (long)question.Options.Runs * graph.Undirected.NodeCount;
        var fitting = Math.Min(question.Options.Runs * maximumSteps / Math.Max(steps, 1), question.Options.Runs * (double)MostKeptParts / Math.Max(kept, 1));
        return fitting >= question.Options.Runs ? null
            : Problems.Bad("runs", $"{question.Options.Runs}", $"at most {Math.Floor(fitting)} for a graph of {graph.Undirected.NodeCount} nodes and {graph.Directed.EdgeCount} edges (setting Social:MaximumMillionSteps)");
    }

    /// <summary>Where edges have a direction, the choice asks 64 nodes at a time whom they reach, over all nodes and the edges that pass on.</summary>
    private static double StepsOfFirstGains(SocialGraph graph, InfluenceQuestion question) => question.From.Count > 0 || !graph.IsDirected ? 0
        : graph.Directed.NodeCount / 64.0 * (graph.Directed.NodeCount + question.Options.Probability * graph.Directed.EdgeCount);

    private static Answer Compute(SocialGraph graph, InfluenceQuestion question, CancellationToken cancellationToken)
    {
        var options = question.Options;
        var chosen = question.From.Count > 0 ? question.From.Select(name => (Node: graph.Find(name), Gain: (double?)null)).ToArray()
            : [.. CelfSeeds.Compute(graph.Directed, question.Count, options, cancellationToken: cancellationToken).Seeds.Select(seed => (seed.Node, (double?)seed.Gain))];
        int[] nodes = [.. chosen.Select(seed => seed.Node)];
        var judged = options with { Seed = options.Seed + OtherLots };
        var spread = IndependentCascade.Estimate(graph.Directed, nodes, judged, cancellationToken: cancellationToken);
        var ranks = PersonalisedPageRank.Compute(graph.Directed, nodes);
        foreach (var node in nodes)
            ranks[node] = 0;
        return new Answer(
            [.. chosen.Select(seed => new InfluenceSeed(graph.NameOf(seed.Node), seed.Gain, graph.Undirected.OutDegree(seed.Node), Reachable(graph, [seed.Node], cancellationToken)))],
            new CascadeEstimate(options.Probability, options.Runs, options.Seed, spread.Nodes, spread.StandardError, InTime(graph, nodes, judged, cancellationToken)),
            [.. ranks.Index().Where(one => one.Item > 0).OrderByDescending(one => one.Item).ThenBy(one => one.Index).Select(one => (one.Index, one.Item))]);
    }

    private static TimedCascadeEstimate? InTime(SocialGraph graph, int[] nodes, CascadeOptions options, CancellationToken cancellationToken)
    {
        if (graph.Times is not { } times)
            return null;
        var spread = TimedCascade.Estimate(times, graph.IsDirected, nodes, options, cancellationToken: cancellationToken);
        return new TimedCascadeEstimate(Reachable(graph, nodes, cancellationToken) ?? nodes.Length, spread.Nodes, spread.StandardError);
    }

    private static int? Reachable(SocialGraph graph, int[] nodes, CancellationToken cancellationToken) =>
        graph.Times is { } times ? (int)TimedCascade.Estimate(times, graph.IsDirected, nodes, new CascadeOptions(1, 1), cancellationToken: cancellationToken).Nodes : null;
}
