using NetMl.Graphs.Csr;
using NetMl.Graphs.LinkPrediction;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.LinkPrediction;

public class LinkSplitTests
{
    /// <summary>
    /// <code>
    ///   known (times 1–4): 0–1, 1–2, 2–0, 3–2     later (5, 5, 6): 1–0 again, 3–0, 4–1 with a new node
    /// </code>
    /// </summary>
    private static readonly TimedEdges Messages = TimedEdges.Of(5, [0, 1, 2, 3, 1, 3, 4], [1, 2, 0, 2, 0, 0, 1], [1, 2, 3, 4, 5, 5, 6]);

    [Fact]
    public void ByTime_Messages_PredictsNewPairsOfKnownNodes()
    {
        var split = LinkSplit.ByTime(Messages, 0.75);

        Assert.Equal((8, 5L, 1L), (split.Known.EdgeCount, split.Time, split.WithNewNode));
        Assert.Equal((0, 3), (Assert.Single(split.Coming.Lows.ToArray()), Assert.Single(split.Coming.Highs.ToArray())));
    }

    [Fact]
    public void ByTime_CutWithinOneTime_KeepsItTogether() =>
        Assert.Equal((4, 5L), ((int)(LinkSplit.ByTime(Messages, 0.72).Known.EdgeCount / 2), LinkSplit.ByTime(Messages, 0.72).Time));

    [Fact]
    public void ByChance_Graph_LosesNoLink()
    {
        var graph = RandomGraphs.Undirected(seed: 2, nodes: 200, rows: 700);

        var split = LinkSplit.ByChance(graph, 0.8, seed: 3);

        Assert.Equal((long)(graph.EdgeCount / 2 * 0.8), split.Known.EdgeCount / 2);
        Assert.Equal(graph.EdgeCount / 2, split.Known.EdgeCount / 2 + split.Coming.Count + split.WithNewNode);
        Assert.Equal(split.Coming.Lows.ToArray(), LinkSplit.ByChance(graph, 0.8, seed: 3).Coming.Lows.ToArray());
        Assert.NotEqual(split.Coming.Lows.ToArray(), LinkSplit.ByChance(graph, 0.8, seed: 4).Coming.Lows.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Split_ShareOutOfRange_Throws(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LinkSplit.ByTime(Messages, share));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinkSplit.ByChance(CsrGraph.Empty, share, 1));
    }

    [Fact]
    public void Unlinked_Pairs_AreWhatTheySay()
    {
        var split = LinkSplit.ByChance(RandomGraphs.Undirected(seed: 2, nodes: 200, rows: 700), 0.8, seed: 3);

        var (uniform, near) = (UnlinkedPairs.Uniform(split, 300, 1), UnlinkedPairs.TwoStepsApart(split, 300, 1));

        foreach (var pairs in (NodePairs[])[uniform, near])
        {
            Assert.Equal(300, pairs.Count);
            Assert.Equal(300, Pairs(pairs).Distinct().Count());
            Assert.All(Pairs(pairs), pair => Assert.True(pair.Low < pair.High && !split.Whole.HasEdge(pair.Low, pair.High) && split.Known.OutDegree(pair.Low) > 0 && split.Known.OutDegree(pair.High) > 0));
        }
        Assert.All(Pairs(near), pair => Assert.NotEmpty(split.Known.Neighbours(pair.Low).ToArray().Intersect(split.Known.Neighbours(pair.High).ToArray())));
    }

    /// <summary>
    /// Two hubs 0 and 1 share the nodes 2 to 9, and 10 hangs on 2: pairs of shared nodes share two neighbours, 10 and a hub one. Each is drawn alike:
    /// 28 pairs of shared nodes, hub with hub, and two of 10 with a hub.
    /// </summary>
    [Fact]
    public void TwoStepsApart_AskedForMore_FindsEveryPairOnce()
    {
        int[] shared = [2, 3, 4, 5, 6, 7, 8, 9];
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(11, [.. shared.Select(_ => 0), .. shared.Select(_ => 1), 2], [.. shared, .. shared, 10]));
        var split = new LinkSplit(graph, graph, new NodePairs(default, default), 0, null);

        Assert.Equal(31, UnlinkedPairs.TwoStepsApart(split, 1000, 1).Count);
        Assert.Equal(38, UnlinkedPairs.Uniform(split, 1000, 1).Count);

        var first = Enumerable.Range(0, 4000).Select(seed => Assert.Single(Pairs(UnlinkedPairs.TwoStepsApart(split, 1, seed)))).CountBy(pair => pair.High == 10).ToDictionary();
        // 2 of 31 in 4,000 lots: 258 ± 16; without the correction it would be about half of that.
        Assert.InRange(first[true], 258 - 64, 258 + 64);
    }

    private static IEnumerable<(int Low, int High)> Pairs(NodePairs pairs) => pairs.Lows.ToArray().Zip(pairs.Highs.ToArray());
}
