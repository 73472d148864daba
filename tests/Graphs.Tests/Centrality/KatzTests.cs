using MathNet.Numerics.LinearAlgebra;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests.Centrality;

public class KatzTests
{
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(1, 30, 100, false)]
    [InlineData(2, 60, 500, true)]
    [InlineData(3, 60, 20, false)]
    public void Compute_RandomGraph_SolvesTheLinearSystem(int seed, int nodes, int rows, bool weighted)
    {
        var graph = RandomGraphs.Directed(seed, nodes, rows);

        var result = Katz.Compute(graph, options: new IterationOptions(Weighted: weighted));

        var system = Matrix<double>.Build.DenseIdentity(nodes);
        for (var v = 0; v < nodes; v++)
        {
            for (var i = 0; i < graph.OutDegree(v); i++)
                system[graph.Neighbours(v)[i], v] -= result.Attenuation * (weighted ? graph.NeighbourWeights(v)[i] : 1);
        }
        var expected = system.Solve(Vector<double>.Build.Dense(nodes, 1)).Normalize(2);
        Assert.True(result.HasConverged);
        for (var v = 0; v < nodes; v++)
            Assert.Equal(expected[v], result.Scores.Span[v], Tolerance);
    }

    [Theory]
    [MemberData(nameof(OddGraphs.Names), MemberType = typeof(OddGraphs))]
    public void Compute_OddGraph_Converges(string name)
    {
        var result = Katz.Compute(OddGraphs.Directed(name), 0.01);

        Assert.True(result.HasConverged);
        Assert.All(result.Scores.ToArray(), score => Assert.InRange(score, 0, 1));
    }

    // A ring of three with self-loops has eigenvalue 2: α must stay below 1/2.
    [Fact]
    public void Compute_AttenuationTooLarge_SaysSo()
    {
        var graph = CsrBuilder.Directed(3, [0, 1, 2, 0, 1, 2], [1, 2, 0, 0, 1, 2]);

        Assert.True(Katz.Compute(graph, 0.49, new IterationOptions(MaximumSteps: 5000)).HasConverged);
        Assert.Contains("grow without end", Assert.Throws<ArgumentException>(() => Katz.Compute(graph, 0.7)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Katz.Compute(graph, 0));
    }

    [Fact]
    public void Compute_AnyThreads_GivesTheSameBits()
    {
        var graph = RandomGraphs.Directed(4, 3000, 20_000);

        ThreadCounts.AgreeOn(threads => Katz.Compute(graph, threads: threads).Scores.ToArray());
    }

    [Fact]
    public void Compute_RenamedNodes_ScoresMoveWithThem() =>
        Renaming.MovesResults(RandomGraphs.Directed(5, 100, 400), graph => Katz.Compute(graph, 0.05).Scores.ToArray(), Tolerance);
}
