using System.Text.Json;
using NetMl.Graphs.Csr;
using NetMl.Graphs.FlowsAndTrees;
using NetMl.Graphs.Structure;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Tests;

/// <summary>What NetworkX 2.8.8 and igraph 0.10.2 say of small random graphs (tests/fixtures/graphs/make_answers.py).</summary>
public class PeerAnswersTests
{
    private const double Tolerance = 1e-9;

    private static readonly JsonElement[] Cases = JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "answers.json"))) ?? [];

    public static TheoryData<int> CaseNumbers { get; } = [.. Enumerable.Range(0, Cases.Length)];

    private static JsonElement Answer(int number, string name) => name.Split('.').Aggregate(Cases[number], (element, part) => element.GetProperty(part));

    private static int Last(int number) => Answer(number, "nodes").GetInt32() - 1;

    private static (int[] Sources, int[] Targets, double[] Weights) Rows(int number)
    {
        var rows = Answer(number, "edges").EnumerateArray().ToArray();
        return ([.. rows.Select(row => row[0].GetInt32())], [.. rows.Select(row => row[1].GetInt32())], [.. rows.Select(row => row[2].GetDouble())]);
    }

    private static CsrGraph Directed(int number)
    {
        var (sources, targets, weights) = Rows(number);
        return CsrBuilder.Directed(Last(number) + 1, sources, targets, weights).Graph;
    }

    private static CsrGraph Undirected(int number)
    {
        var (sources, targets, weights) = Rows(number);
        var lightest = sources.Zip(targets, weights).Where(row => row.First != row.Second)
            .GroupBy(row => (Math.Min(row.First, row.Second), Math.Max(row.First, row.Second)))
            .Select(rows => (Low: rows.Key.Item1, High: rows.Key.Item2, Weight: rows.Min(row => row.Third))).ToArray();
        return CsrBuilder.UndirectedSimple(CsrBuilder.Directed(
            Last(number) + 1, [.. lightest.Select(edge => edge.Low)], [.. lightest.Select(edge => edge.High)], [.. lightest.Select(edge => edge.Weight)]).Graph);
    }

    private static void Same(JsonElement expected, double actual) =>
        Assert.Equal(expected.ValueKind == JsonValueKind.Null ? double.NaN : expected.GetDouble(), actual, Tolerance);

    [Theory, MemberData(nameof(CaseNumbers))]
    public void StrongComponents_AreTheirs(int number)
    {
        var components = StrongComponents.Compute(Directed(number)).ComponentOf.ToArray();

        Assert.Equal(Answer(number, "directed.strong").EnumerateArray().Select(first => first.GetInt32()), components.Select(component => Array.IndexOf(components, component)));
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void TriadCensus_IsTheirs(int number)
    {
        var triads = TriadCensus.Compute(Directed(number));

        Assert.All(TriadCounts.Names, name => Assert.Equal(Answer(number, "directed.triads").GetProperty(name).GetInt64(), triads[name]));
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Reciprocity_IsTheirs(int number) => Same(Answer(number, "directed.reciprocity"), Reciprocity.Compute(Directed(number)));

    [Theory, MemberData(nameof(CaseNumbers))]
    public void Density_IsTheirs(int number) => Same(Answer(number, "directed.density"), Density.Compute(Directed(number)));

    [Theory, MemberData(nameof(CaseNumbers))]
    public void DegreeAssortativity_IsTheirs(int number)
    {
        foreach (var source in Enum.GetValues<DegreeKind>())
        {
            foreach (var target in Enum.GetValues<DegreeKind>())
            {
                var name = $"{source}-{target}".ToLowerInvariant();
                Same(Answer(number, "directed.assortativity").GetProperty(name), DegreeAssortativity.Compute(Directed(number), source, target));
            }
        }
        Same(Answer(number, "undirected.assortativity"), DegreeAssortativity.Compute(Undirected(number)));
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void ShortestDistances_AreTheirs(int number)
    {
        var expected = Answer(number, "directed.distances").EnumerateArray().Select(distance => distance.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : distance.GetDouble()).ToArray();

        Assert.Equal(expected, Dijkstra.Compute(Directed(number), 0).Distances.ToArray());
        Assert.Equal(expected, DeltaStepping.Compute(Directed(number), 0));
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void KShortestPaths_AreAsLongAsTheirs(int number) =>
        Assert.Equal(Answer(number, "directed.ranked").EnumerateArray().Select(length => length.GetDouble()), KShortestPaths.Compute(Directed(number), 0, Last(number), 12).Select(path => path.Length));

    [Theory, MemberData(nameof(CaseNumbers))]
    public void MaximumFlow_IsTheirs(int number)
    {
        Same(Answer(number, "directed.flow"), MaximumFlow.Compute(Directed(number), 0, Last(number)).Value);
        Same(Answer(number, "undirected.flow"), MaximumFlow.Compute(Undirected(number), 0, Last(number)).Value);
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void TopologicalOrder_IsThereWhenTheySaySo(int number) => Assert.Equal(Answer(number, "directed.is_acyclic").GetBoolean(), TopologicalOrder.Compute(Directed(number)).IsAcyclic);

    [Theory, MemberData(nameof(CaseNumbers))]
    public void BridgesAndCutNodes_AreTheirs(int number)
    {
        var weak = BridgesAndCutNodes.Compute(Undirected(number));

        Assert.Equal(Answer(number, "undirected.bridges").EnumerateArray().Select(bridge => (bridge[0].GetInt32(), bridge[1].GetInt32())), weak.Bridges.ToArray());
        Assert.Equal(Answer(number, "undirected.cut_nodes").EnumerateArray().Select(node => node.GetInt32()), weak.CutNodes.ToArray());
    }

    [Theory, MemberData(nameof(CaseNumbers))]
    public void SpanningForest_WeighsWhatTheirsDoes(int number) => Same(Answer(number, "undirected.forest"), SpanningForest.Compute(Undirected(number)).TotalWeight);
}
