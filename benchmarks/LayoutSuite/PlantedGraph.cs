using NetMl.Benchmarks.GraphSuite;
using NetMl.Graphs.Csr;

namespace NetMl.Benchmarks.LayoutSuite;

/// <summary>A connected graph with communities and hubs, as networks of hosts have them: nodes of a community prefer those who have many links already.</summary>
internal static class PlantedGraph
{
    private const int Seed = 20;
    private const int CommunitySize = 200;
    private const double ShareWithin = 0.85;

    public static BenchmarkGraph Draw(int nodes, int edges)
    {
        var random = new Random(Seed);
        var seen = new HashSet<(int, int)>();
        // Ends of links drawn so far, by community: drawing one of them prefers nodes with many links.
        var ends = Enumerable.Range(0, (nodes + CommunitySize - 1) / CommunitySize).Select(_ => new List<int>()).ToArray();
        for (var v = 0; v < nodes; v++)
        {
            if (v > 0)
                Add(v % CommunitySize > 0 ? Draw(random, ends[v / CommunitySize]) : random.Next(v), v);
            ends[v / CommunitySize].Add(v);
        }
        while (seen.Count < edges)
        {
            var v = random.Next(nodes);
            Add(v, random.NextDouble() < ShareWithin ? Draw(random, ends[v / CommunitySize]) : Draw(random, ends[random.Next(ends.Length)]));
        }
        var (sources, targets) = (seen.Select(edge => edge.Item1).ToArray(), seen.Select(edge => edge.Item2).ToArray());
        var graph = CsrBuilder.Directed(nodes, sources, targets);
        return new BenchmarkGraph("", $"planted communities ({nodes} nodes, {edges} edges)", graph, CsrBuilder.UndirectedSimple(graph));

        void Add(int a, int b)
        {
            if (a == b || !seen.Add((Math.Min(a, b), Math.Max(a, b))))
                return;
            ends[a / CommunitySize].Add(a);
            ends[b / CommunitySize].Add(b);
        }
    }

    private static int Draw(Random random, List<int> ends) => ends[random.Next(ends.Count)];
}
