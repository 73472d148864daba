using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Layout;

/// <summary>Draws a graph by forces: edges pull their ends together, all nodes push each other apart.</summary>
public static class ForceAtlas2
{
    private const int FewestSteps = 120;
    private const int MostSteps = 500;
    private const int StepsOfCommunities = 300;

    /// <summary>Below this many nodes the steps are so cheap that a start from communities saves nothing.</summary>
    private const int SmallGraph = 100;

    /// <summary>The angle by which the seeds of a sunflower follow each other.</summary>
    private const double GoldenAngle = 2.399963229728653;

    /// <summary>Places the nodes of a connected graph so that those linked with each other are near.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: n nodes, symmetric, no self-loops. <see cref="GraphLayout"/> deals with graphs of several components.</param>
    /// <param name="options">Defaults to <see cref="ForceOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at once per step.</param>
    /// <returns>[n] positions around (0, 0); a graph of 10,000 nodes is about 1,000 wide with the default repulsion.</returns>
    /// <exception cref="ArgumentException">An option is outside its range, or a weight is below 0 or no number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <remarks>
    /// O(m + n log n) per step, [12n] scratch. Source: Jacomy et al. 2014 (<see cref="ForceSimulation"/> has the formulas), repulsion by Barnes and Hut 1986.
    /// We differ in the start: communities (Leiden) are drawn first, as nodes of their own, and their members start as the seeds of a sunflower
    /// around them, so that a hundred steps do for what takes a random start thousands; and with LinLog the first half of the steps is linear.
    /// </remarks>
    public static NodePositions Compute(CsrGraph undirected, ForceOptions? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        options ??= new ForceOptions();
        options.Check();
        if (options.Weighted)
            NonNegativeWeights.Require(undirected);
        var n = undirected.NodeCount;
        var mass = Masses(undirected);
        var (x, y) = n < SmallGraph
            ? Sunflower(undirected, options)
            : FromCommunities(undirected, mass, options, threads, cancellationToken);
        var steps = options.Steps > 0 ? options.Steps : Math.Clamp(400_000 / Math.Max(n, 1), FewestSteps, MostSteps);
        // Logarithmic pulls untangle a drawing slowly, and tighten one that is untangled fast.
        var linear = n < 2 ? 0 : options.LinLog ? steps / 2 : steps;
        new ForceSimulation(undirected, mass, x, y, options with { LinLog = false }, threads).Run(linear, cancellationToken);
        new ForceSimulation(undirected, mass, x, y, options, threads).Run(options.LinLog && n > 1 ? steps - linear : 0, cancellationToken);
        return new NodePositions(x, y);
    }

    private static float[] Masses(CsrGraph graph)
    {
        var mass = new float[graph.NodeCount];
        for (var v = 0; v < mass.Length; v++)
            mass[v] = graph.OutDegree(v) + 1;
        return mass;
    }

    /// <summary>All nodes around the middle, those with most neighbours inmost.</summary>
    private static (float[] X, float[] Y) Sunflower(CsrGraph graph, ForceOptions options)
    {
        var n = graph.NodeCount;
        var (x, y) = (new float[n], new float[n]);
        var spacing = 4 * Math.Sqrt(options.Repulsion);
        var seed = 0;
        foreach (var v in Enumerable.Range(0, n).OrderByDescending(graph.OutDegree))
            (x[v], y[v]) = Seed(seed++, spacing);
        return (x, y);
    }

    private static (float[] X, float[] Y) FromCommunities(CsrGraph graph, float[] mass, ForceOptions options, int threads, CancellationToken cancellationToken)
    {
        var communities = Leiden.Compute(graph, new LeidenOptions(Weighted: options.Weighted, Seed: options.Seed), cancellationToken);
        if (communities.Count is 1 || communities.Count == graph.NodeCount)
            return Sunflower(graph, options);
        var communityOf = communities.CommunityOf.Span;
        var quotient = Quotient(graph, communityOf, communities.Count, options.Weighted);
        var communityMass = new float[communities.Count];
        for (var v = 0; v < mass.Length; v++)
            communityMass[communityOf[v]] += mass[v];
        var (centreX, centreY) = Sunflower(quotient, options with { Repulsion = options.Repulsion * graph.NodeCount });
        new ForceSimulation(quotient, communityMass, centreX, centreY, options with { Weighted = true, LinLog = false }, threads).Run(StepsOfCommunities, cancellationToken);
        return Around(centreX, centreY, graph, communityOf, Spacing(centreX, centreY, graph.NodeCount));
    }

    /// <summary>Communities as nodes; an edge weighs as much as all edges between two of them.</summary>
    private static CsrGraph Quotient(CsrGraph graph, ReadOnlySpan<int> communityOf, int count, bool weighted)
    {
        List<int> sources = [], targets = [];
        List<double> weights = [];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            var row = graph.Neighbours(v);
            for (var i = 0; i < row.Length; i++)
            {
                if (communityOf[v] == communityOf[row[i]])
                    continue;
                sources.Add(communityOf[v]);
                targets.Add(communityOf[row[i]]);
                weights.Add(weighted ? graph.NeighbourWeights(v)[i] : 1);
            }
        }
        return CsrBuilder.Directed(count, sources.ToArray(), targets.ToArray(), weights.ToArray()).Graph;
    }

    /// <summary>How far apart seeds may lie so that all sunflowers together cover half of the drawing.</summary>
    private static double Spacing(float[] x, float[] y, int nodes)
    {
        var squares = 0.0;
        for (var c = 0; c < x.Length; c++)
            squares += (double)x[c] * x[c] + (double)y[c] * y[c];
        return Math.Sqrt(squares / x.Length / nodes) + 1e-3;
    }

    private static (float[] X, float[] Y) Around(float[] centreX, float[] centreY, CsrGraph graph, ReadOnlySpan<int> communityOf, double spacing)
    {
        var (x, y) = (new float[communityOf.Length], new float[communityOf.Length]);
        var seeds = new int[centreX.Length];
        foreach (var v in Enumerable.Range(0, x.Length).OrderByDescending(graph.OutDegree))
        {
            var community = communityOf[v];
            var (dx, dy) = Seed(seeds[community]++, spacing);
            (x[v], y[v]) = (centreX[community] + dx, centreY[community] + dy);
        }
        return (x, y);
    }

    private static (float X, float Y) Seed(int seed, double spacing)
    {
        var (sine, cosine) = Math.SinCos(seed * GoldenAngle);
        var radius = spacing * Math.Sqrt(seed + 0.5) / Math.Sqrt(Math.PI);
        return ((float)(radius * cosine), (float)(radius * sine));
    }
}
