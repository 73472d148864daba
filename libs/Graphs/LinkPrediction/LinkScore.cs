using NetMl.Graphs.Csr;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.LinkPrediction;

/// <summary>One way to tell how likely two nodes that are not linked will be.</summary>
public sealed class LinkScore
{
    private readonly Func<int, double>? _shareOf;
    private readonly Func<double, int, int, double> _scale;
    private readonly Func<CsrGraph, int[], int[], CancellationToken, double[]> _pairs;

    private LinkScore(
        string name, string about, Func<int, double>? shareOf, Func<double, int, int, double> scale, Func<CsrGraph, int[], int[], CancellationToken, double[]> pairs) =>
        (Name, About, _shareOf, _scale, _pairs) = (name, about, shareOf, scale, pairs);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LinkScore> All { get; } =
    [
        new("adamic-adar", "shared neighbours, each by 1 / ln(degree)", static degree => degree > 1 ? 1 / Math.Log(degree) : 0, static (sum, _, _) => sum,
            static (graph, firsts, seconds, _) => AdamicAdar.OfPairs(graph, firsts, seconds)),
        new("resource-allocation", "shared neighbours, each by 1 / degree", static degree => 1.0 / degree, static (sum, _, _) => sum,
            static (graph, firsts, seconds, _) => ResourceAllocation.OfPairs(graph, firsts, seconds)),
        new("common-neighbours", "shared neighbours", null, static (sum, _, _) => sum, static (graph, firsts, seconds, _) => CommonNeighbours.OfPairs(graph, firsts, seconds)),
        new("jaccard", "share of all their neighbours that both have", null, static (sum, first, second) => sum / (first + second - sum),
            static (graph, firsts, seconds, _) => Jaccard.OfPairs(graph, firsts, seconds)),
        new("preferential-attachment", "degree · degree", null, static (_, first, second) => (double)first * second,
            static (graph, firsts, seconds, _) => PreferentialAttachment.OfPairs(graph, firsts, seconds)),
        new("katz", "walks of two steps, and of three by 0.005 each", null, static (sum, _, _) => sum,
            static (graph, firsts, seconds, token) => ShortWalks.OfPairs(graph, firsts, seconds, cancellationToken: token)) { CountsThreeSteps = true },
    ];

    /// <summary>As users write it.</summary>
    public string Name { get; }

    /// <summary>What it counts, in a few words.</summary>
    public string About { get; }

    /// <summary>Whether walks of three steps count too.</summary>
    internal bool CountsThreeSteps { get; private init; }

    /// <summary>What a shared neighbour of that degree counts.</summary>
    internal double Share(int degree) => _shareOf is null ? 1 : _shareOf(degree);

    /// <summary>The score of two nodes from the sum over their shared neighbours and their degrees.</summary>
    internal double Scale(double sum, int first, int second) => _scale(sum, first, second);

    /// <summary>Scores pairs of nodes.</summary>
    /// <param name="undirected">n nodes; symmetric, no self-loops.</param>
    /// <param name="firsts">[pairs], each in 0..n−1.</param>
    /// <param name="seconds">[pairs], each in 0..n−1.</param>
    /// <returns>[pairs], ≥ 0, higher = sooner linked; comparable within one score only.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a node is out of range.</exception>
    /// <remarks>The degrees of both nodes per pair; for katz also those of the neighbours. Source: Liben-Nowell and Kleinberg 2007, "The link-prediction problem for social networks".</remarks>
    public double[] OfPairs(CsrGraph undirected, ReadOnlySpan<int> firsts, ReadOnlySpan<int> seconds, CancellationToken cancellationToken = default) =>
        _pairs(undirected, firsts.ToArray(), seconds.ToArray(), cancellationToken);
}
