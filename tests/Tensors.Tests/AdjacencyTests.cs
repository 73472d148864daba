namespace NetMl.Tensors.Tests;

public sealed class AdjacencyTests
{
    [Fact]
    public void Transposed_Random_HoldsEachPairOnceTheOtherWayRound()
    {
        var random = new Random(7);
        var listeners = Enumerable.Range(0, 300).Select(_ => random.Next(40)).ToArray();
        var sources = Enumerable.Range(0, 300).Select(_ => random.Next(25)).ToArray();
        var adjacency = Adjacency.Group(40, 25, listeners, sources, skipSelf: false);

        var back = adjacency.Transposed;

        Assert.Equal((25, 40, 300), (back.Rows, back.Columns, back.Count));
        var pairs = Pairs(adjacency);
        for (var row = 0; row < back.Rows; row++)
            for (var e = back.Offsets[row]; e < back.Offsets[row + 1]; e++)
                Assert.Equal((back.Sources[e], row), pairs[back.Entries[e]]);
        Assert.Equal(Enumerable.Range(0, 300), back.Entries.ToArray().Order());
    }

    [Fact]
    public void Refill_AfterTransposing_TransposesAnew()
    {
        var adjacency = Adjacency.Empty();
        adjacency.Refill(2, 3, 3, out var offsets, out var sources);
        ((ReadOnlySpan<int>)[0, 2, 3]).CopyTo(offsets);
        ((ReadOnlySpan<int>)[0, 2, 1]).CopyTo(sources);
        Assert.Equal([0, 1, 2, 3], adjacency.Transposed.Offsets.ToArray());

        adjacency.Refill(1, 2, 1, out offsets, out sources);
        ((ReadOnlySpan<int>)[0, 1]).CopyTo(offsets);
        sources[0] = 1;

        Assert.Equal([0, 0, 1], adjacency.Transposed.Offsets.ToArray());
        Assert.Equal([0], adjacency.Transposed.Sources.ToArray());
    }

    [Theory]
    [InlineData(new[] { 0, 2 }, new[] { 0 })]
    [InlineData(new[] { 1, 1 }, new int[0])]
    [InlineData(new[] { 0, 1, 0 }, new int[0])]
    [InlineData(new[] { 0, 1 }, new[] { 3 })]
    public void OfRows_Broken_Throws(int[] offsets, int[] sources) =>
        Assert.Throws<ArgumentException>(() => Adjacency.OfRows(3, offsets, sources));

    [Fact]
    public void Transposed_FirstAskedByManyThreads_IsRight()
    {
        var random = new Random(3);
        int[] Ends() => [.. Enumerable.Range(0, 20_000).Select(_ => random.Next(2000))];
        for (var trial = 0; trial < 20; trial++)
        {
            var (listeners, sources) = (Ends(), Ends());
            var adjacency = Adjacency.Group(2000, listeners, sources, skipSelf: false);
            var expected = Adjacency.Group(2000, listeners, sources, skipSelf: false).Transposed.Sources.ToArray();

            Parallel.For(0, 4, _ => Assert.Equal(expected, adjacency.Transposed.Sources.ToArray()));
        }
    }

    [Fact]
    public void OfRows_NegativeColumns_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Adjacency.OfRows(-1, [0, 1], [5]));

    private static List<(int Row, int Source)> Pairs(Adjacency adjacency)
    {
        var pairs = new List<(int, int)>();
        for (var row = 0; row < adjacency.Rows; row++)
            foreach (var source in adjacency.Sources[adjacency.Offsets[row]..adjacency.Offsets[row + 1]])
                pairs.Add((row, source));
        return pairs;
    }
}
