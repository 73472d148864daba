using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Tests.Structure;

public class TriadCensusTests
{
    // One triad of each type, as Holland and Leinhardt draw them.
    [Theory]
    [InlineData("003", "")]
    [InlineData("012", "01")]
    [InlineData("102", "01 10")]
    [InlineData("021D", "10 12")]
    [InlineData("021U", "01 21")]
    [InlineData("021C", "01 12")]
    [InlineData("111D", "01 10 21")]
    [InlineData("111U", "01 10 12")]
    [InlineData("030T", "01 21 02")]
    [InlineData("030C", "10 21 02")]
    [InlineData("201", "01 10 12 21")]
    [InlineData("120D", "10 12 02 20")]
    [InlineData("120U", "01 21 02 20")]
    [InlineData("120C", "01 12 02 20")]
    [InlineData("210", "01 12 21 02 20")]
    [InlineData("300", "01 10 12 21 02 20")]
    public void Compute_OneTriad_IsOfItsType(string type, string edges)
    {
        var ends = edges.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var order in new[] { new[] { 0, 1, 2 }, [1, 2, 0], [2, 1, 0] })
        {
            var graph = CsrBuilder.Directed(3, [.. ends.Select(end => order[end[0] - '0'])], [.. ends.Select(end => order[end[1] - '0'])]);

            var triads = TriadCensus.Compute(graph);

            Assert.Equal(1, triads[type]);
            Assert.Equal(1, triads.Counts.ToArray().Sum(count => (long)count));
        }
    }

    [Theory]
    [InlineData(1, 20, 30)]
    [InlineData(2, 25, 200)]
    [InlineData(3, 15, 300)]
    public void Compute_RandomGraph_AgreesWithTryingAllTriples(int seed, int nodes, int rows)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var triads = ThreadCounts.AgreeOn(threads => TriadCensus.Compute(graph, threads).Counts.ToArray());

        var expected = new Int128[16];
        for (var a = 0; a < nodes; a++)
            for (var b = a + 1; b < nodes; b++)
                for (var c = b + 1; c < nodes; c++)
                    expected[Array.IndexOf([.. TriadCounts.Names], TypeOf(graph, a, b, c))]++;
        Assert.Equal(expected, triads);
    }

    [Theory, MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_CountsEveryTriadOnce(string name)
    {
        var graph = OddGraphs.Directed(name);

        var counts = TriadCensus.Compute(graph).Counts.ToArray();

        Int128 n = graph.NodeCount;
        Assert.Equal(n * (n - 1) * (n - 2) / 6, counts.Aggregate((Int128)0, (sum, count) => sum + count));
        Assert.All(counts, count => Assert.True(count >= 0));
    }

    [Fact]
    public void Compute_RenamedNodes_CountsTheSame()
    {
        var graph = RandomGraphs.Directed(4, 60, 500);

        Assert.Equal(TriadCensus.Compute(graph).Counts.ToArray(), TriadCensus.Compute(RandomGraphs.Renamed(graph, RandomGraphs.Permutation(5, 60))).Counts.ToArray());
    }

    // email-Eu-core, without self-loops (NetworkX 2.8.8).
    [SkippableFact]
    public void Compute_EmailEuCore_GivesThePeersNumbers()
    {
        var triads = TriadCensus.Compute(ReferenceGraphs.ReadDirected("email-Eu-core.edges.txt"));

        long[] expected = [153640073, 6345756, 7716387, 81896, 38347, 58745, 145903, 262008, 5639, 419, 279934, 6984, 11123, 7455, 39656, 34185];
        Assert.Equal(expected, TriadCounts.Names.Select(name => (long)triads[name]));
    }

    /// <summary>The type by its definition: joined pairs, then where the edges go.</summary>
    private static string TypeOf(CsrGraph graph, int a, int b, int c)
    {
        int[] nodes = [a, b, c];
        var edges = nodes.SelectMany(v => nodes.Where(w => v != w && graph.HasEdge(v, w)).Select(w => (v, w))).ToArray();
        var mutual = edges.Count(edge => edge.v < edge.w && edges.Contains((edge.w, edge.v)));
        var oneWay = edges.Length - 2 * mutual;
        var name = $"{mutual}{oneWay}{3 - mutual - oneWay}";
        int Out(int v) => edges.Count(edge => edge.v == v && !edges.Contains((edge.w, v)));
        int In(int v) => edges.Count(edge => edge.w == v && !edges.Contains((v, edge.v)));
        return name switch
        {
            "021" => nodes.Any(v => Out(v) == 2) ? "021D" : nodes.Any(v => In(v) == 2) ? "021U" : "021C",
            "111" => nodes.Any(v => Out(v) == 1 && edges.Count(edge => edge.v == v) == 1) ? "111D" : "111U",
            "030" => nodes.Any(v => Out(v) == 2) ? "030T" : "030C",
            "120" => nodes.Any(v => Out(v) == 2) ? "120D" : nodes.Any(v => In(v) == 2) ? "120U" : "120C",
            _ => name,
        };
    }
}
