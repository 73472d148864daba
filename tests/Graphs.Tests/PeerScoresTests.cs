using System.Text.Json;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Similarity;

namespace NetMl.Graphs.Tests;

/// <summary>What NetworkX 2.8.8 and igraph 0.10.2 say of nodes, pairs and communities of small random graphs (tests/fixtures/graphs/make_scores.py).</summary>
public class PeerScoresTests
{
    private const double Tolerance = 1e-6;

    private static readonly JsonElement[] Cases = JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "scores.json"))) ?? [];

    public static TheoryData<int> CaseNumbers { get; } = [.. Enumerable.Range(0, Cases.Length)];

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Closeness_IsTheirs(int number)
    {
        Same(number, "directed.closeness", Closeness.Compute(Directed(number)).Closeness);
        Same(number, "directed.harmonic", Closeness.Compute(Directed(number)).Harmonic);
        Same(number, "undirected.closeness", Closeness.Compute(Undirected(number)).Closeness);
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Betweenness_IsTheirs(int number)
    {
        Same(number, "directed.betweenness", Betweenness.Compute(Directed(number)));
        Same(number, "undirected.betweenness", Betweenness.Compute(Undirected(number)));
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Hits_IsTheirs(int number)
    {
        var scores = Hits.Compute(Directed(number), new IterationOptions(1e-13, 10_000, Weighted: true));

        Same(number, "directed.hubs", scores.Hubs);
        Same(number, "directed.authorities", scores.Authorities);
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Katz_IsTheirs(int number) =>
        Same(number, "directed.katz", Katz.Compute(Directed(number), 0.02, new IterationOptions(MaximumSteps: 100_000, Weighted: true)).Scores);

    [Theory, MemberData(nameof(CaseNumbers))]
    public void PersonalisedPageRank_IsTheirs(int number) =>
        Same(number, "directed.personalised_pagerank", PersonalisedPageRank.Compute(Directed(number), [1, 5, 5], new PageRankOptions(Weighted: true)));

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Eigenvalue_IsTheirs(int number) =>
        Assert.Equal(Answer(number, "undirected.eigenvalue").GetDouble(), Eigenvector.Compute(Undirected(number), new IterationOptions(Weighted: true)).Eigenvalue, Tolerance);

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Modularity_IsTheirs(int number)
    {
        var labels = Enumerable.Range(0, Directed(number).NodeCount).Select(v => v % 3).ToArray();

        Assert.Equal(Answer(number, "directed.modularity").GetDouble(), Modularity.Compute(Directed(number), labels, new ModularityOptions(1.3, Weighted: true)), Tolerance);
        Assert.Equal(Answer(number, "undirected.modularity").GetDouble(), Modularity.Compute(Undirected(number), labels, new ModularityOptions(Weighted: true)), Tolerance);
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Leiden_IsAsGoodAsTheirBest(int number)
    {
        var graph = Undirected(number);

        var best = Enumerable.Range(0, 20).Max(seed => Modularity.Compute(graph, Leiden.Compute(graph, new LeidenOptions(Seed: seed)).CommunityOf.Span));

        Assert.InRange(best, Answer(number, "undirected.best_modularity").GetDouble() - Tolerance, 1);
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Similarities_AreTheirs(int number)
    {
        var graph = Undirected(number);
        var pairs = Enumerable.Range(0, graph.NodeCount).SelectMany(u => Enumerable.Range(0, u).Select(v => (u, v))).ToArray();
        int[] firsts = Array.ConvertAll(pairs, pair => pair.u), seconds = Array.ConvertAll(pairs, pair => pair.v);

        Same(number, "undirected.common", CommonNeighbours.OfPairs(graph, firsts, seconds));
        Same(number, "undirected.jaccard", Jaccard.OfPairs(graph, firsts, seconds));
        Same(number, "undirected.adamic_adar", AdamicAdar.OfPairs(graph, firsts, seconds));
        Same(number, "undirected.resource_allocation", ResourceAllocation.OfPairs(graph, firsts, seconds));
    }

    private static void Same(int number, string name, ReadOnlyMemory<double> scores) =>
        Assert.Equal(Answer(number, name).EnumerateArray().Select(score => score.GetDouble()), scores.ToArray(), (a, b) => Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(a)));

    private static JsonElement Answer(int number, string name) => name.Split('.').Aggregate(Cases[number], (element, part) => element.GetProperty(part));

    private static CsrGraph Directed(int number)
    {
        var rows = Answer(number, "edges").EnumerateArray().ToArray();
        return CsrBuilder.Directed(
            Answer(number, "nodes").GetInt32(), [.. rows.Select(row => row[0].GetInt32())], [.. rows.Select(row => row[1].GetInt32())], [.. rows.Select(row => row[2].GetDouble())]).Graph;
    }

    private static CsrGraph Undirected(int number) => CsrBuilder.UndirectedSimple(Directed(number));
}
