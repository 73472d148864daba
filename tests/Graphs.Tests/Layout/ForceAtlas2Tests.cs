using System.Globalization;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Layout;
using NetMl.Tests;

namespace NetMl.Graphs.Tests.Layout;

public sealed class ForceAtlas2Tests
{
    /// <summary>Zachary 1977: who stayed with the instructor, by the numbers of the paper.</summary>
    private static readonly int[] InstructorsClub = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22];

    [Fact]
    public void Compute_TwoNodes_SettleWherePullEqualsPush()
    {
        var graph = CsrBuilder.UndirectedSimple(CsrBuilder.Directed(2, [0], [1]));

        var drawn = ForceAtlas2.Compute(graph, new ForceOptions(Gravity: 0));

        // distance = 2 · 2 · 2 / distance.
        Assert.Equal(Math.Sqrt(8), Distance(drawn, 0, 1), 0.01);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Compute_AnyNumberOfThreads_GivesTheSameBits(bool linLog, bool weighted)
    {
        var graph = CsrBuilder.UndirectedSimple(RandomGraphs.Weighted(3, 900, 3000));

        ThreadCounts.AgreeOn(threads =>
        {
            var drawn = ForceAtlas2.Compute(graph, new ForceOptions(Steps: 40, LinLog: linLog, Weighted: weighted), threads);
            return drawn.X.ToArray().Concat(drawn.Y.ToArray()).ToArray();
        });
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compute_Karate_TheTwoClubsLieApart(bool linLog)
    {
        var (graph, names) = Named("graphs/karate.edges.txt");

        var drawn = ForceAtlas2.Compute(graph, new ForceOptions(LinLog: linLog));

        var clubs = Array.ConvertAll(names, name => InstructorsClub.Contains(name) ? 0 : 1);
        var nearerOwn = Enumerable.Range(0, 34).Count(v => MeanDistance(drawn, v, clubs, clubs[v]) < MeanDistance(drawn, v, clubs, 1 - clubs[v]));
        // Members 3 and 9 had friends in both; one more may stand between the clubs.
        Assert.InRange(nearerOwn, 31, 34);
    }

    [SkippableTheory]
    [InlineData(false, 0.3)]
    [InlineData(true, 0.4)]
    public void Compute_Football_ConferencesCluster(bool linLog, double leastSilhouette)
    {
        var (graph, names) = Named("graphs/football.edges.txt");
        var conferenceOf = File.ReadLines(RealData.Path("graphs/football.labels.txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .ToDictionary(cells => int.Parse(cells[0], CultureInfo.InvariantCulture), cells => int.Parse(cells[1], CultureInfo.InvariantCulture));
        var conferences = Array.ConvertAll(names, name => conferenceOf[name]);

        var drawn = ForceAtlas2.Compute(graph, new ForceOptions(LinLog: linLog));

        Assert.InRange(Silhouette(drawn, conferences), leastSilhouette, 1);
        Assert.InRange(Silhouette(drawn, [.. conferences.Skip(37), .. conferences.Take(37)]), -1, 0);
    }

    [SkippableFact]
    public void Compute_EmailEuCore_NeighboursAreMuchNearerThanStrangers()
    {
        var (graph, _) = Named("graphs/email-Eu-core.edges.txt");

        var drawn = ForceAtlas2.Compute(graph);

        Assert.InRange(MeanEdgeLength(graph, drawn) / MeanPairDistance(drawn), 0, 0.65);
    }

    [Fact]
    public void Compute_OptionsOutOfRange_Throws()
    {
        Assert.All(
            [new ForceOptions(Steps: -1), new ForceOptions(Repulsion: 0), new ForceOptions(Repulsion: double.PositiveInfinity), new ForceOptions(Gravity: -1), new ForceOptions(Theta: double.NaN)],
            options => Assert.ThrowsAny<ArgumentException>(() => ForceAtlas2.Compute(CsrGraph.Empty, options)));
    }

    [Fact]
    public void Compute_Cancelled_Ends() => Assert.Throws<OperationCanceledException>(
        () => ForceAtlas2.Compute(RandomGraphs.Undirected(1, 50, 100), cancellationToken: new CancellationToken(canceled: true)));

    private static (CsrGraph Graph, int[] Names) Named(string file)
    {
        List<int> names = [], sources = [], targets = [];
        foreach (var line in File.ReadLines(RealData.Path(file)).Where(line => !line.StartsWith('#')))
        {
            var ends = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
            sources.Add(Node(names, ends[0]));
            targets.Add(Node(names, ends[1]));
        }
        return (CsrBuilder.UndirectedSimple(CsrBuilder.Directed(names.Count, sources.ToArray(), targets.ToArray())), [.. names]);
    }

    private static int Node(List<int> names, int name)
    {
        if (!names.Contains(name))
            names.Add(name);
        return names.IndexOf(name);
    }

    private static double Distance(NodePositions drawn, int v, int u) =>
        Math.Sqrt(Math.Pow(drawn.X.Span[v] - drawn.X.Span[u], 2) + Math.Pow(drawn.Y.Span[v] - drawn.Y.Span[u], 2));

    private static double MeanDistance(NodePositions drawn, int v, int[] groups, int group) =>
        Enumerable.Range(0, groups.Length).Where(u => u != v && groups[u] == group).Select(u => Distance(drawn, v, u)).DefaultIfEmpty(double.MaxValue).Average();

    /// <summary>Rousseeuw 1987: −1 to 1, how much nearer nodes are to their own group than to the next one.</summary>
    private static double Silhouette(NodePositions drawn, int[] groups) => Enumerable.Range(0, groups.Length).Average(v =>
    {
        var own = MeanDistance(drawn, v, groups, groups[v]);
        var next = groups.Distinct().Where(group => group != groups[v]).Min(group => MeanDistance(drawn, v, groups, group));
        return own == double.MaxValue ? 0 : (next - own) / Math.Max(next, own);
    });

    private static double MeanEdgeLength(CsrGraph graph, NodePositions drawn) =>
        Enumerable.Range(0, graph.NodeCount).SelectMany(v => graph.Neighbours(v).ToArray().Select(u => Distance(drawn, v, u))).Average();

    private static double MeanPairDistance(NodePositions drawn) =>
        Enumerable.Range(0, drawn.Count).SelectMany(v => Enumerable.Range(0, v).Select(u => Distance(drawn, v, u))).Average();
}
