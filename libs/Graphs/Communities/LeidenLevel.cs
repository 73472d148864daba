using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Communities;

/// <summary>The graph at one level of aggregation: edges between nodes, and the strength that a node has with its inner edges.</summary>
/// <param name="Offsets">[nodes + 1].</param>
/// <param name="Targets">[edges], no self-loops, each undirected edge twice.</param>
/// <param name="Weights">[edges].</param>
/// <param name="Strength">[nodes]: total weight at the node, inner edges counted twice.</param>
/// <param name="TotalStrength">Σ strength = 2 · total weight; the same at every level.</param>
internal sealed record LeidenLevel(long[] Offsets, int[] Targets, double[] Weights, double[] Strength, double TotalStrength)
{
    public int NodeCount => Strength.Length;

    public static LeidenLevel Of(CsrGraph graph, double[] weights)
    {
        var strength = new double[graph.NodeCount];
        var total = 0.0;
        for (var v = 0; v < strength.Length; v++)
        {
            for (var e = graph.Offsets[v]; e < graph.Offsets[v + 1]; e++)
                strength[v] += weights[e];
            total += strength[v];
        }
        return new LeidenLevel(graph.Offsets.ToArray(), graph.Targets.ToArray(), weights, strength, total);
    }

    /// <summary>Makes one node of each subset; gives the communities of these nodes too.</summary>
    /// <param name="subsets">[nodes], each in 0..count−1, no subset across communities.</param>
    public (LeidenLevel Level, int[] Communities) Aggregate(int[] subsets, int count, int[] communities)
    {
        var (starts, members) = Members(subsets, count);
        var offsets = new long[count + 1];
        var targets = new List<int>(Targets.Length / 2);
        var weights = new List<double>(Targets.Length / 2);
        var strength = new double[count];
        var communityOf = new int[count];
        var links = new SparseSums(count);
        for (var s = 0; s < count; s++)
        {
            foreach (var v in members.AsSpan(starts[s]..starts[s + 1]))
            {
                strength[s] += Strength[v];
                communityOf[s] = communities[v];
                for (var e = Offsets[v]; e < Offsets[v + 1]; e++)
                    links.Add(subsets[Targets[e]], Weights[e]);
            }
            foreach (var other in links.Touched)
            {
                if (other == s)
                    continue;
                targets.Add(other);
                weights.Add(links[other]);
            }
            links.Clear();
            offsets[s + 1] = targets.Count;
        }
        return (new LeidenLevel(offsets, [.. targets], [.. weights], strength, TotalStrength), communityOf);
    }

    /// <summary>Nodes ordered by subset, and where each subset begins.</summary>
    private static (int[] Starts, int[] Members) Members(int[] subsets, int count)
    {
        var starts = new int[count + 1];
        foreach (var s in subsets)
            starts[s + 1]++;
        for (var s = 0; s < count; s++)
            starts[s + 1] += starts[s];
        var next = starts.AsSpan(0, count).ToArray();
        var members = new int[subsets.Length];
        for (var v = 0; v < subsets.Length; v++)
            members[next[subsets[v]]++] = v;
        return (starts, members);
    }
}
