using NetMl.Graphs.Csr;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.Tests.Similarity;

/// <summary>What holds for every measure over shared neighbours; each inherits it.</summary>
public abstract class SharedNeighbourTests
{
    private const double Tolerance = 1e-12;

    protected abstract double[] OfPairs(CsrGraph graph, int[] firsts, int[] seconds, int threads);

    protected abstract IReadOnlyList<SimilarNode> Top(CsrGraph graph, int node, int count);

    /// <summary>The measure from the sets themselves.</summary>
    protected abstract double Slow(HashSet<int> first, HashSet<int> second, int[] inDegrees);

    [Theory]
    [InlineData(1, 20, 30)]
    [InlineData(2, 40, 400)]
    [InlineData(3, 300, 2000)]
    public void OfPairs_RandomGraph_EqualsTheSetFormula(int seed, int nodes, int rows)
    {
        EqualsSlow(RandomGraphs.Directed(seed, nodes, rows));
        EqualsSlow(RandomGraphs.Undirected(seed, nodes, rows));
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void OfPairs_OddGraph_EqualsTheSetFormula(string name)
    {
        EqualsSlow(OddGraphs.Directed(name));
        EqualsSlow(OddGraphs.Undirected(name));
    }

    [Theory]
    [InlineData(4, 50, 100, 5)]
    [InlineData(5, 80, 300, 1000)]
    public void Top_RandomGraph_EqualsSortingAllPairs(int seed, int nodes, int rows, int count)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);
        for (var node = 0; node < nodes; node++)
        {
            var others = Enumerable.Range(0, nodes).Where(v => v != node).ToArray();
            var scores = OfPairs(graph, Array.ConvertAll(others, _ => node), others, 1);
            var expected = others.Zip(scores).Where(pair => pair.Second > 0).OrderByDescending(pair => Math.Round(pair.Second, 10)).ThenBy(pair => pair.First).Take(count).ToArray();

            var top = Top(graph, node, count);

            Assert.Equal(expected.Select(pair => pair.Second), top.Select(similar => similar.Score), (a, b) => Math.Abs(a - b) < Tolerance);
            Assert.Equal(expected.Length, top.Select(similar => similar.Node).Distinct().Count());
        }
    }

    [Fact]
    public void OfPairs_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Undirected(6, 500, 5000);
        var (firsts, seconds) = RandomGraphs.Rows(7, 500, 4000);

        ThreadCounts.AgreeOn(threads => OfPairs(graph, firsts, seconds, threads));
    }

    [Fact]
    public void OfPairs_BadPairs_SaysSo()
    {
        Assert.Throws<ArgumentException>(() => OfPairs(CsrGraph.Empty, [0], [0], 1));
        Assert.Throws<ArgumentException>(() => OfPairs(OddGraphs.Directed("pieces"), [0, 1], [1], 1));
        Assert.Throws<ArgumentException>(() => Top(CsrGraph.Empty, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Top(OddGraphs.Directed("pieces"), 0, -1));
    }

    private void EqualsSlow(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var sets = Enumerable.Range(0, n).Select(v => graph.Neighbours(v).ToArray().ToHashSet()).ToArray();
        var inDegrees = Enumerable.Range(0, n).Select(graph.Transpose.OutDegree).ToArray();
        var (firsts, seconds) = n == 0 ? ([], []) : RandomGraphs.Rows(8, n, 1000);

        var scores = OfPairs(graph, firsts, seconds, 2);

        for (var i = 0; i < firsts.Length; i++)
            Assert.Equal(Slow(sets[firsts[i]], sets[seconds[i]], inDegrees), scores[i], Tolerance * Math.Max(1, scores[i]));
    }
}
