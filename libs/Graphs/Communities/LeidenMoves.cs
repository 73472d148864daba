using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Communities;

/// <summary>The fast local moving phase: nodes go to the community that gains the most quality until none gains any.</summary>
internal static class LeidenMoves
{
    /// <summary>Whether any node moved.</summary>
    /// <param name="communities">[nodes], each in 0..nodes−1; changed in place.</param>
    /// <param name="density">γ / Σ strength: what a pair of nodes with strength 1 is expected to share.</param>
    public static bool Run(LeidenLevel level, int[] communities, double density, ref ChunkRandom random, CancellationToken cancellationToken)
    {
        var n = level.NodeCount;
        var (total, size) = Totals(level, communities);
        var empty = new Stack<int>();
        for (var c = n - 1; c >= 0; c--)
        {
            if (size[c] == 0)
                empty.Push(c);
        }
        var links = new SparseSums(n);
        var queue = new NodeQueue(random.Permutation(n));
        var moved = false;
        for (var steps = 0L; queue.TryTake(out var v); steps++)
        {
            if (steps % 10_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var old = communities[v];
            for (var e = level.Offsets[v]; e < level.Offsets[v + 1]; e++)
                links.Add(communities[level.Targets[e]], level.Weights[e]);
            total[old] -= level.Strength[v];
            var best = Best(links, total, density * level.Strength[v], old, size[old] > 1 ? empty : null);
            links.Clear();
            total[best] += level.Strength[v];
            if (best == old)
                continue;

            moved = true;
            communities[v] = best;
            if (size[best]++ == 0)
                empty.Pop();
            if (--size[old] == 0)
                empty.Push(old);
            for (var e = level.Offsets[v]; e < level.Offsets[v + 1]; e++)
            {
                if (communities[level.Targets[e]] != best)
                    queue.Add(level.Targets[e]);
            }
        }
        return moved;
    }

    /// <summary>Numbers what occurs from 0 in order of first occurrence; gives how many.</summary>
    public static int Renumber(int[] labels, int bound)
    {
        var numberOf = new int[bound];
        var count = 0;
        for (var v = 0; v < labels.Length; v++)
        {
            ref var number = ref numberOf[labels[v]];
            if (number == 0)
                number = ++count;
            labels[v] = number - 1;
        }
        return count;
    }

    private static (double[] Strength, int[] Size) Totals(LeidenLevel level, int[] communities)
    {
        var total = new double[level.NodeCount];
        var size = new int[level.NodeCount];
        for (var v = 0; v < communities.Length; v++)
        {
            total[communities[v]] += level.Strength[v];
            size[communities[v]]++;
        }
        return (total, size);
    }

    /// <summary>The community with the highest gain, links − γ · expected; the old one unless another is better by more than rounding.</summary>
    private static int Best(SparseSums links, double[] total, double expected, int old, Stack<int>? empty)
    {
        var best = old;
        var most = links[old] - expected * total[old];
        most += 1e-10 * Math.Abs(most);
        if (empty is not null && most < 0)
            (best, most) = (empty.Peek(), 0);
        foreach (var c in links.Touched)
        {
            var gain = links[c] - expected * total[c];
            if (gain > most)
                (best, most) = (c, gain);
        }
        return best;
    }
}
