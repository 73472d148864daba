using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests.Traversal;

public class KShortestPathsTests
{
    // The example of Yen's paper as usually drawn: C, D, E, F, G, H = 0 … 5.
    private static readonly CsrGraph Example = CsrBuilder.Directed(
        6, [0, 0, 1, 2, 2, 2, 3, 3, 4], [1, 2, 3, 1, 3, 4, 4, 5, 5], [3, 2, 4, 1, 2, 3, 2, 1, 2]).Graph;

    [Fact]
    public void Compute_KnownExample_GivesItsThreePaths()
    {
        var paths = KShortestPaths.Compute(Example, 0, 5, 3);

        Assert.Equal([5, 7, 8], paths.Select(path => path.Length));
        Assert.Equal([0, 2, 3, 5], paths[0].Nodes.ToArray());
        Assert.Equal([0, 2, 4, 5], paths[1].Nodes.ToArray());
    }

    [Theory]
    [InlineData(1, 7, 20)]
    [InlineData(2, 8, 25)]
    [InlineData(3, 9, 22)]
    [InlineData(4, 6, 60)]
    public void Compute_RandomGraph_AgreesWithTryingAllPaths(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Weighted(seed, nodes, rows);
        for (var target = 0; target < nodes; target++)
        {
            var all = AllPaths(graph, [0], 0, target).Order().ToArray();
            foreach (var count in new[] { 1, 4, 10_000 })
            {
                var paths = KShortestPaths.Compute(graph, 0, target, count);

                Assert.Equal(all.Take(count), paths.Select(path => path.Length));
                Assert.Equal(paths.Count, paths.Select(path => string.Join(' ', path.Nodes.ToArray())).Distinct().Count());
                Assert.All(paths, path => Assert.Equal(path.Length, Length(graph, path.Nodes.ToArray())));
            }
        }
    }

    [Fact]
    public void Compute_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => KShortestPaths.Compute(Example, 0, 5, 3, new CancellationToken(canceled: true)));

    [Fact]
    public void Compute_NoPath_GivesNone() => Assert.Empty(KShortestPaths.Compute(Example, 5, 0, 3));

    [Fact]
    public void Compute_ToItself_StaysThere() => Assert.Equal([0], Assert.Single(KShortestPaths.Compute(Example, 0, 0, 3)).Nodes.ToArray());

    [Theory]
    [InlineData(0, 6, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 1, 0)]
    public void Compute_BadArguments_AreRefused(int source, int target, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KShortestPaths.Compute(Example, source, target, count));

    private static IEnumerable<double> AllPaths(CsrGraph graph, List<int> path, double length, int target)
    {
        if (path[^1] == target)
            return [length];
        var row = graph.Neighbours(path[^1]).ToArray();
        var weights = graph.NeighbourWeights(path[^1]).ToArray();
        return row.Zip(weights).Where(edge => !path.Contains(edge.First)).SelectMany(edge => AllPaths(graph, [.. path, edge.First], length + edge.Second, target));
    }

    private static double Length(CsrGraph graph, int[] path) =>
        path.Zip(path.Skip(1)).Aggregate(0.0, (sum, ends) => sum + graph.NeighbourWeights(ends.First)[graph.Neighbours(ends.First).BinarySearch(ends.Second)]);
}
