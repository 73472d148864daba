namespace NetMl.Benchmarks.GraphSuite;

/// <summary>One algorithm on one graph, measured beside each peer whose table (benchmarks/peers/) has the same name.</summary>
/// <param name="Name">As in the figure graph.NAME_vs_PEER and as the key in the peers' tables.</param>
/// <param name="Compute">What is timed; gives a function, not timed, that turns the result into the numbers that the peer must give too.</param>
/// <param name="Agrees">Whether our numbers (first) go with the peer's, of which each is the median of its runs.</param>
/// <param name="Agreement">What that means, for the table.</param>
/// <param name="Size">The largest graphs on which the peers end in reasonable time.</param>
internal sealed record GraphCase(string Name, Func<BenchmarkGraph, Func<double[]>> Compute, Func<double[], double[], bool> Agrees, string Agreement = "answers equal", GraphSize Size = GraphSize.Large)
{
    /// <summary>A case that peers decide by lot, judged by one number, such as modularity: ours may be below the median of theirs by the slack at most.</summary>
    public static GraphCase NotLower<T>(string name, Func<BenchmarkGraph, T> compute, Func<BenchmarkGraph, T, double> quality, double slack) =>
        new(name, graph =>
        {
            var result = compute(graph);
            return () => [quality(graph, result)];
        }, (ours, theirs) => ours[0] >= theirs[0] - slack, $"quality no more than {slack} below the median of theirs");

    /// <summary>A case whose numbers equal the peer's but for rounding.</summary>
    /// <param name="tolerance">Largest sum of differences, relative to the sum of the peer's numbers (or to 1 when that is smaller).</param>
    public static GraphCase Equal<T>(string name, Func<BenchmarkGraph, T> compute, Func<T, double[]> numbers, double tolerance = 1e-9) =>
        new(name, graph =>
        {
            var result = compute(graph);
            return () => numbers(result);
        }, (ours, theirs) => Close(ours, theirs, tolerance));

    private static bool Close(double[] ours, double[] theirs, double tolerance)
    {
        if (ours.Length != theirs.Length)
            return false;
        double difference = 0, size = 0;
        for (var i = 0; i < ours.Length; i++)
        {
            difference += Math.Abs(ours[i] - theirs[i]);
            size += Math.Abs(theirs[i]);
        }
        return difference <= tolerance * Math.Max(1, size);
    }
}
