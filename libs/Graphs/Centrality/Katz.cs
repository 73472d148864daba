using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Centrality;

/// <summary>Katz scores.</summary>
/// <param name="Scores">[n], positive, Σ score² = 1.</param>
/// <param name="Attenuation">α that was used.</param>
/// <param name="HasConverged">False when the last step still changed more than the tolerance.</param>
public sealed record KatzScores(ReadOnlyMemory<double> Scores, double Attenuation, bool HasConverged);

/// <summary>Ranks nodes by the walks that end at them, longer ones counting less.</summary>
public static class Katz
{
    /// <summary>score(v) = 1 + α · Σ score(u) over edges u → v, then scaled.</summary>
    /// <param name="graph">n nodes, m edges; edge direction = who vouches for whom.</param>
    /// <param name="attenuation">α > 0, below 1 / the largest eigenvalue of the adjacency matrix; 0.85 of that bound when absent.</param>
    /// <param name="options">Defaults to <see cref="IterationOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">Scores grow without end because α is too large, an option is outside its range, or a weight is below 0 or no number.</exception>
    /// <remarks>O(n + m) per step, [2n] scratch. Source: Katz 1953, "A new status index derived from sociometric analysis"; α and scaling as networkx.</remarks>
    public static KatzScores Compute(CsrGraph graph, double? attenuation = null, IterationOptions? options = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new IterationOptions();
        options.Check();
        if (options.Weighted)
            NonNegativeWeights.Require(graph);
        var alpha = attenuation ?? Default(graph, options, threads);
        if (!(alpha > 0 && alpha <= double.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(attenuation), alpha, "Attenuation must be a number above 0.");

        var n = graph.NodeCount;
        var product = new AdjacencyProduct(graph.Transpose, options.Weighted, threads);
        double[] scores = new double[n], next = new double[n];
        Array.Fill(scores, 1);
        var converged = n == 0;
        for (var step = 0; step < options.MaximumSteps && !converged; step++)
        {
            var (change, sum) = product.Run((begin, end) => Step(product, alpha, scores, next, begin, end));
            if (!(sum < 1e100))
                throw new ArgumentException($"Katz scores grow without end at attenuation {alpha}: use less than 1 / the largest eigenvalue, or leave it out.", nameof(attenuation));
            converged = change < options.Tolerance * sum;
            (scores, next) = (next, scores);
        }
        var squares = 0.0;
        foreach (var score in scores)
            squares += score * score;
        for (var v = 0; v < n; v++)
            scores[v] /= Math.Sqrt(squares);
        return new KatzScores(scores, alpha, converged);
    }

    /// <summary>next = 1 + α · A · scores; gives Σ |next − scores| and Σ next.</summary>
    private static (double Change, double Sum) Step(AdjacencyProduct product, double alpha, double[] scores, double[] next, int begin, int end)
    {
        double change = 0, sum = 0;
        for (var v = begin; v < end; v++)
        {
            next[v] = 1 + alpha * product.Row(v, scores);
            change += Math.Abs(next[v] - scores[v]);
            sum += next[v];
        }
        return (change, sum);
    }

    private static double Default(CsrGraph graph, IterationOptions options, int threads)
    {
        var largest = Eigenvector.Compute(graph, options with { Tolerance = Math.Max(options.Tolerance, 1e-6) }, threads).Eigenvalue;
        return largest > 0 ? 0.85 / largest : 0.85;
    }
}
