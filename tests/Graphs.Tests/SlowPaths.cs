using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Tests;

/// <summary>All distances and shortest-path counts of a small graph, by the obvious search from every node.</summary>
internal sealed class SlowPaths
{
    public SlowPaths(CsrGraph graph)
    {
        var n = graph.NodeCount;
        Distance = new int[n][];
        Paths = new double[n][];
        for (var s = 0; s < n; s++)
        {
            var distance = Distance[s] = Enumerable.Repeat(-1, n).ToArray();
            var paths = Paths[s] = new double[n];
            (distance[s], paths[s]) = (0, 1);
            var queue = new Queue<int>([s]);
            while (queue.TryDequeue(out var u))
            {
                foreach (var v in graph.Neighbours(u))
                {
                    if (distance[v] < 0)
                    {
                        distance[v] = distance[u] + 1;
                        queue.Enqueue(v);
                    }
                    paths[v] += distance[v] == distance[u] + 1 ? paths[u] : 0;
                }
            }
        }
    }

    /// <summary>[n][n]: edges from the first node to the second, −1 out of reach.</summary>
    public int[][] Distance { get; }

    /// <summary>[n][n]: shortest paths from the first node to the second.</summary>
    public double[][] Paths { get; }
}
