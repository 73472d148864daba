using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class EigenvectorTests
{
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(1, 30, 200, false)]
    [InlineData(2, 60, 500, true)]
    public void Compute_RandomGraph_SolvesTheEigenvalueEquation(int seed, int nodes, int rows, bool weighted)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var result = Eigenvector.Compute(graph, new IterationOptions(1e-12, Weighted: weighted));

        Assert.True(result.HasConverged);
        Assert.Equal(1, result.Scores.ToArray().Sum(score => score * score), Tolerance);
        for (var v = 0; v < nodes; v++)
        {
            var sum = 0.0;
            for (var i = 0; i < graph.Transpose.OutDegree(v); i++)
                sum += (weighted ? graph.Transpose.NeighbourWeights(v)[i] : 1) * result.Scores.Span[graph.Transpose.Neighbours(v)[i]];
            Assert.Equal(result.Eigenvalue * result.Scores.Span[v], sum, Tolerance * result.Eigenvalue);
        }
    }

    // A star is bipartite: λ = √299 and −√299. The hub has 1/√2, each leaf 1/√(2 · 299).
    [Fact]
    public void Compute_Star_ConvergesThoughBipartite()
    {
        var result = Eigenvector.Compute(OddGraphs.Undirected("star into 0"));

        Assert.True(result.HasConverged);
        Assert.Equal(Math.Sqrt(299), result.Eigenvalue, Tolerance);
        Assert.Equal(Math.Sqrt(0.5), result.Scores.Span[0], Tolerance);
        Assert.Equal(Math.Sqrt(0.5 / 299), result.Scores.Span[1], Tolerance);
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_GivesFiniteScores(string name)
    {
        var scores = Eigenvector.Compute(OddGraphs.Directed(name), new IterationOptions(MaximumSteps: 50)).Scores.ToArray();

        Assert.All(scores, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(3, 3000, 20_000);

        ThreadCounts.AgreeOn(threads => Eigenvector.Compute(graph, threads: threads).Scores.ToArray());
    }

    [Fact]
    public void Compute_RenamedNodes_ScoresMoveWithThem() =>
        Renaming.MovesResults(RandomGraphs.Undirected(4, 100, 400), graph => Eigenvector.Compute(graph).Scores.ToArray(), Tolerance);

    // networkx 2.8.8: eigenvector_centrality(tol=1e-12), highest two.
    [SkippableFact]
    public void Compute_KarateClub_GivesTheScoresOfNetworkx()
    {
        var scores = Eigenvector.Compute(ReferenceGraphs.ReadUndirected("karate.edges.txt")).Scores.ToArray().OrderDescending().ToArray();

        Assert.Equal(0.3733634702922271, scores[0], Tolerance);
        Assert.Equal(0.35549144452379, scores[1], Tolerance);
    }

    [Fact]
    public void Compute_NegativeWeight_SaysSo() => Assert.Throws<ArgumentException>(() =>
        Eigenvector.Compute(CsrBuilder.Directed(2, [0], [1], [-1]).Graph, new IterationOptions(Weighted: true)));
}
