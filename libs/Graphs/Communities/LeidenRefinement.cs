using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Communities;

/// <summary>The refinement phase: splits each community into well-connected subsets, which become the nodes of the next level.</summary>
internal static class LeidenRefinement
{
    /// <summary>[nodes]: subset of each node, each in 0..nodes−1; every subset is connected and lies in one community.</summary>
    public static int[] Run(LeidenLevel level, int[] communities, int communityCount, double density, double randomness, ref ChunkRandom random, CancellationToken cancellationToken)
    {
        var n = level.NodeCount;
        var subsets = new int[n];
        for (var v = 0; v < n; v++)
            subsets[v] = v;
        var isAlone = new bool[n];
        Array.Fill(isAlone, true);
        var subsetStrength = level.Strength.AsSpan().ToArray();
        var communityStrength = new double[communityCount];
        var outward = new double[n];
        for (var v = 0; v < n; v++)
        {
            communityStrength[communities[v]] += level.Strength[v];
            for (var e = level.Offsets[v]; e < level.Offsets[v + 1]; e++)
                outward[v] += communities[level.Targets[e]] == communities[v] ? level.Weights[e] : 0;
        }

        var links = new SparseSums(n);
        var chances = new double[n];
        var order = random.Permutation(n);
        for (var i = 0; i < n; i++)
        {
            if (i % 10_000 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var v = order[i];
            var around = communityStrength[communities[v]];
            if (!isAlone[v] || !IsWellConnected(v))
                continue;
            for (var e = level.Offsets[v]; e < level.Offsets[v + 1]; e++)
            {
                if (communities[level.Targets[e]] == communities[v])
                    links.Add(subsets[level.Targets[e]], level.Weights[e]);
            }
            var chosen = Draw(v, ref random);
            if (chosen >= 0)
            {
                isAlone[v] = isAlone[chosen] = false;
                subsets[v] = chosen;
                subsetStrength[chosen] += level.Strength[v];
                outward[chosen] += outward[v] - 2 * links[chosen];
            }
            links.Clear();

            bool IsWellConnected(int subset) => outward[subset] >= density * subsetStrength[subset] * (around - subsetStrength[subset]);

            // Chance of each well-connected subset that loses nothing: exp(gain / θ), relative to the best so that it stays finite.
            int Draw(int node, ref ChunkRandom lots)
            {
                var most = double.NegativeInfinity;
                foreach (var s in links.Touched)
                {
                    var gain = links[s] - density * level.Strength[node] * subsetStrength[s];
                    chances[s] = gain >= 0 && links[s] > 0 && IsWellConnected(s) ? gain : double.NegativeInfinity;
                    most = Math.Max(most, chances[s]);
                }
                if (double.IsNegativeInfinity(most))
                    return -1;
                var sum = 0.0;
                foreach (var s in links.Touched)
                    sum += chances[s] = Math.Exp((chances[s] - most) / randomness);
                var left = lots.NextShare() * sum;
                var last = -1;
                foreach (var s in links.Touched)
                {
                    if (chances[s] == 0)
                        continue;
                    last = s;
                    left -= chances[s];
                    if (left < 0)
                        break;
                }
                return last;
            }
        }
        return subsets;
    }
}
