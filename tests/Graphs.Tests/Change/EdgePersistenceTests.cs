using NetMl.Graphs.Change;

namespace NetMl.Graphs.Tests.Change;

public class EdgePersistenceTests
{
    // Windows of ten: {0→1, 1→2}, {1→2, 2→0}, {}, {}: the first two share one of three edges.
    [Fact]
    public void Compute_FourWindows_GivesWorkedNumbers()
    {
        var numbers = EdgePersistence.Compute(new WindowGrid(0, 10, 4), [0, 1, 1, 2, 2], [1, 2, 2, 0, 2], [3, 4, 13, 14, 15]);

        Assert.Equal([new PersistentEdge(0, 1, 0.25), new PersistentEdge(1, 2, 0.5), new PersistentEdge(2, 0, 0.25)], numbers.Edges.ToArray());
        Assert.Equal([1 / 3.0, 0, 1], numbers.Similarity.ToArray());
    }

    [Fact]
    public void Compute_RandomRows_EqualsSetsPerWindow()
    {
        var (sources, targets) = RandomGraphs.Rows(1, 12, 600);
        var times = Enumerable.Range(0, 600).Select(i => (long)(i * 37 % 100)).ToArray();
        var windows = new WindowGrid(0, 10, 10);

        var edges = ThreadCounts.AgreeOn(threads => EdgePersistence.Compute(windows, sources, targets, times, threads).Edges.ToArray());
        var similarity = EdgePersistence.Compute(windows, sources, targets, times).Similarity.ToArray();

        var sets = Enumerable.Range(0, 10).Select(w => Enumerable.Range(0, 600).Where(i => times[i] / 10 == w && sources[i] != targets[i]).Select(i => (sources[i], targets[i])).ToHashSet()).ToArray();
        Assert.Equal(sets.SelectMany(set => set).Distinct().Order(), edges.Select(edge => (edge.Source, edge.Target)));
        Assert.All(edges, edge => Assert.Equal(sets.Count(set => set.Contains((edge.Source, edge.Target))) / 10.0, edge.Share));
        for (var w = 0; w < 9; w++)
            Assert.Equal((double)sets[w].Intersect(sets[w + 1]).Count() / sets[w].Union(sets[w + 1]).Count(), similarity[w]);
    }

    [Fact]
    public void Compute_NoRows_HasNoEdges()
    {
        var numbers = EdgePersistence.Compute(new WindowGrid(0, 1, 1), [], [], []);

        Assert.True(numbers.Edges.IsEmpty && numbers.Similarity.IsEmpty);
    }
}
