namespace NetMl.Graphs.Csr;

/// <summary>Turns rows into columns by counting: visiting rows in order leaves every new row ascending.</summary>
internal static class CsrTranspose
{
    public static (long[] Offsets, int[] Targets, double[] Weights) Of(CsrGraph graph)
    {
        var n = graph.NodeCount;
        var offsets = new long[n + 1];
        foreach (var target in graph.Targets)
            offsets[target + 1]++;
        for (var v = 0; v < n; v++)
            offsets[v + 1] += offsets[v];

        var next = offsets.AsSpan(0, n).ToArray();
        var targets = new int[graph.EdgeCount];
        var weights = new double[graph.EdgeCount];
        for (var v = 0; v < n; v++)
        {
            var row = graph.Neighbours(v);
            var rowWeights = graph.NeighbourWeights(v);
            for (var i = 0; i < row.Length; i++)
            {
                var slot = next[row[i]]++;
                targets[slot] = v;
                weights[slot] = rowWeights[i];
            }
        }
        return (offsets, targets, weights);
    }
}
