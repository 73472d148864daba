using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Centrality;

/// <summary>How well sampled betweenness approximates.</summary>
/// <param name="ErrorBound">ε in (0, 1): no node's share is off by more, but for <paramref name="FailureChance"/>.</param>
/// <param name="FailureChance">δ in (0, 1): chance that any node's share is off by more than ε.</param>
/// <param name="Seed">Chooses the samples; the same seed gives the same bits.</param>
/// <param name="MaximumWork">Edges to look at, more or less; ≥ 1. Where paths are so long that ε takes more, fewer samples are drawn and a wider ε holds.</param>
public sealed record BetweennessSampling(double ErrorBound = 0.01, double FailureChance = 0.1, long Seed = 1, long MaximumWork = long.MaxValue);

/// <summary>Betweenness from sampled shortest paths.</summary>
/// <param name="Shares">[n]: as <see cref="Betweenness.Compute"/> gives, each within <paramref name="ErrorBound"/> with chance 1 − <paramref name="FailureChance"/> for all nodes together.</param>
/// <param name="ErrorBound">ε that was asked for, or the wider one that <see cref="BetweennessSampling.MaximumWork"/> allows.</param>
/// <param name="FailureChance">δ that was asked for.</param>
/// <param name="Samples">Pairs of nodes that were drawn.</param>
public sealed record SampledBetweenness(ReadOnlyMemory<double> Shares, double ErrorBound, double FailureChance, int Samples);

/// <summary>The share of shortest paths between other nodes that leads through a node, along edges of length 1.</summary>
public static class Betweenness
{
    /// <summary>Sums are kept per chunk, so chunks are few whatever the size of the graph.</summary>
    private const int MostChunks = 32;

    private const int SamplesPerChunk = 64;

    /// <summary>Exact betweenness.</summary>
    /// <param name="graph">n nodes, m edges; symmetric as <see cref="CsrBuilder.UndirectedSimple"/> makes it when direction does not matter.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each source.</param>
    /// <returns>[n], in [0, 1]: Σ over ordered pairs (s, t) of other nodes of (shortest paths through the node) / (shortest paths), divided by (n − 1)(n − 2);
    /// the "normalized" value of networkx and igraph, for directed and undirected graphs alike. 0 for n &lt; 3.</returns>
    /// <remarks>
    /// O(n · m), [32n] doubles of sums and [7n] scratch per thread. Paths are counted in doubles: more than 1e308 between two nodes give no number. Source: Brandes 2001, "A faster algorithm for betweenness centrality"; we differ:
    /// a node with one neighbour (undirected) is no source of its own but counts its neighbour's search once more (as Sariyüce et al. 2013,
    /// "Shattering and compressing networks for betweenness centrality").
    /// </remarks>
    public static double[] Compute(CsrGraph graph, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var n = graph.NodeCount;
        var shares = new double[n];
        if (n < 3)
            return shares;
        var (sources, repeats) = BrandesSources.Of(graph);
        var chunkSize = FixedChunks.Count(sources.Length, MostChunks);
        var sums = new double[FixedChunks.Count(sources.Length, Math.Max(chunkSize, 1))][];
        FixedChunks.Run(sources.Length, Math.Max(chunkSize, 1), threads, () => new BrandesSearch(graph), (begin, end, search) =>
        {
            var sum = sums[begin / chunkSize] = new double[n];
            for (var i = begin; i < end; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                search.Add(sources[i], repeats[i], sum);
            }
        });

        foreach (var sum in sums)
        {
            for (var v = 0; v < n; v++)
                shares[v] += sum[v];
        }
        for (var v = 0; v < n; v++)
            shares[v] /= (n - 1.0) * (n - 2.0);
        return shares;
    }

    /// <summary>Approximate betweenness within a stated error.</summary>
    /// <param name="graph">As in <see cref="Compute"/>.</param>
    /// <param name="sampling">Defaults to <see cref="BetweennessSampling"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at before each sample.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε or δ is outside (0, 1), or so small that more than 2^31 samples would be needed; or no work is allowed.</exception>
    /// <remarks>
    /// r = 0.5 / ε² · (⌊log₂(nodes of the longest shortest path − 2)⌋ + 1 + ln(1 / δ)) samples, each a random shortest path between a random pair found by
    /// a search from both ends; [6n] scratch per thread. What a sample costs is measured beforehand with others, never fewer than 64 are drawn. Sources: Riondato and Kornaropoulos 2016, "Fast approximation of betweenness
    /// centrality through sampling" (the bound); Borassi and Natale 2016, "KADABRA is an adaptive algorithm for betweenness via random approximation" (the search).
    /// </remarks>
    public static SampledBetweenness Sampled(CsrGraph graph, BetweennessSampling? sampling = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        sampling ??= new BetweennessSampling();
        Check(sampling);
        var n = graph.NodeCount;
        var shares = new double[n];
        if (n < 3)
            return new SampledBetweenness(shares, sampling.ErrorBound, sampling.FailureChance, 0);
        var (samples, error) = Samples(graph, sampling, cancellationToken);
        var hits = new List<int[]>();
        FixedChunks.Run(samples, SamplesPerChunk, threads, () =>
        {
            var search = new TwoEndedSearch(graph);
            lock (hits)
                hits.Add(search.Hits);
            return search;
        }, (begin, end, search) =>
        {
            Draw(search, n, new ChunkRandom(sampling.Seed, begin), end - begin, cancellationToken);
        });

        // Hits / samples estimates the share of all n(n − 1) pairs.
        for (var v = 0; v < n; v++)
        {
            var count = 0L;
            foreach (var own in hits)
                count += own[v];
            shares[v] = count * (n / (n - 2.0)) / samples;
        }
        return new SampledBetweenness(shares, error, sampling.FailureChance, samples);
    }

    private static void Draw(TwoEndedSearch search, int nodes, ChunkRandom random, int samples, CancellationToken cancellationToken)
    {
        for (var i = 0; i < samples; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = random.Next(nodes);
            var target = random.Next(nodes - 1);
            search.Sample(source, target < source ? target : target + 1, ref random);
        }
    }

    /// <summary>r of the paper for the ε that remains after scaling by n / (n − 2), and ε; fewer, and wider, when r searches look at too many edges.</summary>
    private static (int Samples, double Error) Samples(CsrGraph graph, BetweennessSampling sampling, CancellationToken cancellationToken)
    {
        var longest = PathLength.UpperBound(graph) + 1;
        var error = sampling.ErrorBound * (graph.NodeCount - 2) / graph.NodeCount;
        var factor = 0.5 * (Math.Floor(Math.Log2(Math.Max(longest - 2, 1))) + 1 - Math.Log(sampling.FailureChance));
        var samples = factor / (error * error);
        if (samples > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(sampling), sampling.ErrorBound, $"An error bound of {sampling.ErrorBound} needs {samples:0} samples; compute exactly instead.");
        var affordable = Affordable(graph, sampling, cancellationToken);
        return affordable >= samples ? ((int)Math.Ceiling(samples), sampling.ErrorBound)
            : ((int)affordable, Math.Sqrt(factor / (int)affordable) * graph.NodeCount / (graph.NodeCount - 2));
    }

    /// <summary>Samples that the allowed work is enough for, judged by some that do not count.</summary>
    private static double Affordable(CsrGraph graph, BetweennessSampling sampling, CancellationToken cancellationToken)
    {
        if (sampling.MaximumWork == long.MaxValue)
            return double.PositiveInfinity;
        var search = new TwoEndedSearch(graph);
        Draw(search, graph.NodeCount, new ChunkRandom(sampling.Seed, -1), SamplesPerChunk, cancellationToken);
        return Math.Max((double)sampling.MaximumWork / Math.Max(search.Work, 1), 1) * SamplesPerChunk;
    }

    private static void Check(BetweennessSampling sampling)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampling.MaximumWork, 1);
        foreach (var share in (ReadOnlySpan<double>)[sampling.ErrorBound, sampling.FailureChance])
        {
            if (!(share > 0 && share < 1))
                throw new ArgumentOutOfRangeException(nameof(sampling), share, "Error bound and failure chance lie between 0 and 1.");
        }
    }
}
