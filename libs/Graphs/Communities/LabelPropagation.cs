using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Communities;

/// <summary>How labels spread.</summary>
/// <param name="Weighted">Neighbours vote with the weight of their edge (which must be ≥ 0) instead of alike.</param>
/// <param name="Seed">Chooses the order of nodes and among equal labels; the same seed gives the same communities.</param>
public sealed record LabelPropagationOptions(bool Weighted = false, long Seed = 1);

/// <summary>Finds communities as the areas in which a label prevails.</summary>
public static class LabelPropagation
{
    /// <summary>Nodes take the label that most of their neighbours have until each has one that none beats.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: symmetric, no self-loops.</param>
    /// <param name="options">Defaults to <see cref="LabelPropagationOptions"/> as declared.</param>
    /// <param name="cancellationToken">Looked at every 10,000 nodes.</param>
    /// <exception cref="ArgumentException">A weight is below 0 or no number.</exception>
    /// <remarks>
    /// Near O(n + m), [6n] scratch, one thread: only nodes beside a change are looked at again. A node moves only for more votes, so it ends.
    /// Communities depend on the order of nodes and need not be connected. Sources: Raghavan, Albert and Kumara 2007, "Near linear time algorithm to
    /// detect community structures"; Traag and Šubelj 2023, "Large network community detection by fast label propagation" (the queue).
    /// </remarks>
    public static CommunityLabels Compute(CsrGraph undirected, LabelPropagationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        options ??= new LabelPropagationOptions();
        var weights = EdgeWeights.Of(undirected, options.Weighted);
        var random = new ChunkRandom(options.Seed);
        var labels = new int[undirected.NodeCount];
        for (var v = 0; v < labels.Length; v++)
            labels[v] = v;
        var votes = new SparseSums(labels.Length);
        var queue = new NodeQueue(random.Permutation(labels.Length));

        for (var steps = 0L; queue.TryTake(out var node); steps++)
        {
            if (steps % 10_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var chosen = Choose(undirected, weights, labels, node, votes, ref random);
            if (chosen == labels[node])
                continue;
            labels[node] = chosen;
            foreach (var neighbour in undirected.Neighbours(node))
            {
                if (labels[neighbour] != chosen)
                    queue.Add(neighbour);
            }
        }
        return CommunityLabels.Of(labels);
    }

    /// <summary>One of the labels with the most votes, by lot; the present one when it is among them.</summary>
    private static int Choose(CsrGraph graph, double[] weights, int[] labels, int node, SparseSums votes, ref ChunkRandom random)
    {
        var first = graph.Offsets[node];
        var row = graph.Neighbours(node);
        for (var i = 0; i < row.Length; i++)
            votes.Add(labels[row[i]], weights[first + i]);

        // More than rounding: else two sums of the same weights in another order could take turns for ever.
        var best = labels[node];
        var most = votes[best] * (1 + 1e-12);
        var equals = 0;
        foreach (var label in votes.Touched)
        {
            if (votes[label] > most)
                (best, most, equals) = (label, votes[label], 1);
            else if (equals > 0 && votes[label] == most && random.Next(++equals) == 0)
                best = label;
        }
        votes.Clear();
        return best;
    }
}
