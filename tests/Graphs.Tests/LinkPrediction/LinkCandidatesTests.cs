using NetMl.Graphs.Csr;
using NetMl.Graphs.LinkPrediction;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.Tests.LinkPrediction;

public class LinkCandidatesTests
{
    public static TheoryData<string> Scores { get; } = [.. LinkScore.All.Select(score => score.Name)];

    /// <summary>Every pair scored on its own, the best of those that share a neighbour taken.</summary>
    [Theory, MemberData(nameof(Scores))]
    public void Find_RandomGraph_TakesTheBestOfAllPairs(string name)
    {
        var score = LinkScore.All.Single(one => one.Name == name);
        var graph = RandomGraphs.Undirected(seed: 4, nodes: 300, rows: 900);
        var pairs = (from low in Enumerable.Range(0, 300)
                     from high in Enumerable.Range(low + 1, 299 - low)
                     let shared = graph.Neighbours(low).ToArray().Intersect(graph.Neighbours(high).ToArray()).Count()
                     where shared > 0 && !graph.HasEdge(low, high)
                     select (low, high, shared)).ToArray();
        var scores = score.OfPairs(graph, [.. pairs.Select(pair => pair.low)], [.. pairs.Select(pair => pair.high)]);

        var found = LinkCandidates.Find(graph, score, 25, threads: 2);

        Assert.Equal(pairs.Length, found.Pairs);
        var expected = pairs.Zip(scores).OrderByDescending(one => Math.Round(one.Second, 9)).ThenBy(one => one.First.low).ThenBy(one => one.First.high).Take(25);
        Assert.Equal(expected.Select(one => (Math.Round(one.Second, 9), one.First.shared)), found.Best.Select(one => (Math.Round(one.Score, 9), one.SharedNeighbours)));
        Assert.All(found.Best, one => Assert.False(graph.HasEdge(one.Low, one.High)));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(6000)]
    public void Work_RandomGraph_IsNoLessThanWhatIsLookedAt(int rows)
    {
        var graph = RandomGraphs.Undirected(seed: 5, nodes: 120, rows: rows);
        var nodes = Enumerable.Range(0, 120).ToArray();
        var walked = nodes.Sum(v => (long)graph.OutDegree(v) * graph.OutDegree(v));
        var walkedFurther = (from low in nodes
                             from high in nodes
                             where low < high && !graph.HasEdge(low, high) && graph.Neighbours(low).ToArray().Intersect(graph.Neighbours(high).ToArray()).Any()
                             select graph.OutDegree(high)).Sum();

        Assert.Equal(walked, LinkCandidates.Work(graph, LinkScore.All[0]));
        Assert.InRange(LinkCandidates.Work(graph, LinkScore.All.Single(one => one.Name == "katz")), walked + walkedFurther, walked + 120.0 * graph.EdgeCount);
    }

    /// <summary>
    /// <code>
    ///   0 — 1 — 2 — 3      walks from 0 to 2: one of two steps, none of three; 0 to 3: one of three
    /// </code>
    /// </summary>
    [Fact]
    public void Katz_Path_CountsWalks()
    {
        var path = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(4, [0, 1, 2], [1, 2, 3]));

        Assert.Equal([1, LinkScoreAttenuation], LinkScore.All.Single(one => one.Name == "katz").OfPairs(path, [0, 0], [2, 3]));
    }

    private const double LinkScoreAttenuation = ShortWalks.DefaultAttenuation;

    /// <summary>β² A² + β³ A³ by dense products.</summary>
    [Fact]
    public void Katz_RandomGraph_IsThePowersOfTheMatrix()
    {
        const int n = 40;
        var graph = RandomGraphs.Undirected(seed: 9, nodes: n, rows: 150);
        var one = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(n, n, (row, column) => graph.HasEdge(row, column) ? 1 : 0);
        var walks = one * one + 0.25 * (one * one * one);
        var (firsts, seconds) = (Enumerable.Range(0, n * n).Select(i => i / n).ToArray(), Enumerable.Range(0, n * n).Select(i => i % n).ToArray());

        var scores = ShortWalks.OfPairs(graph, firsts, seconds, attenuation: 0.25);

        Assert.All(Enumerable.Range(0, n * n), i => Assert.Equal(walks[i / n, i % n], scores[i], 1e-9));
    }
}
