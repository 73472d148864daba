namespace NetMl.Graphs.Structure;

/// <summary>Sets as trees: each node points to a smaller node or, at the root, to itself. Safe for threads side by side.</summary>
internal static class DisjointSets
{
    /// <summary>Hangs the larger of two roots below the smaller.</summary>
    public static void Join(int[] parent, int a, int b)
    {
        int p = Volatile.Read(ref parent[a]), q = Volatile.Read(ref parent[b]);
        while (p != q)
        {
            var (high, low) = p > q ? (p, q) : (q, p);
            var above = Volatile.Read(ref parent[high]);
            if (above == low || (above == high && Interlocked.CompareExchange(ref parent[high], low, high) == high))
                return;
            p = parent[parent[high]];
            q = parent[low];
        }
    }

    /// <summary>The root of a node's tree, when nobody joins meanwhile.</summary>
    public static int Root(int[] parent, int node)
    {
        var root = parent[node];
        while (parent[root] != root)
            root = parent[root];
        return root;
    }
}
