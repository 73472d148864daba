using System.Runtime.InteropServices;
using NetMl.Graphs.Csr;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>Writes a graph for the peers: int64 nodes, int64 edges, int64 is directed, int64 [edges, 2] ends, float64 [edges] weights; little-endian.</summary>
internal static class EdgeFile
{
    public static void Write(string path, CsrGraph graph, bool isDirected)
    {
        var ends = new List<long>();
        var weights = new List<double>();
        for (var v = 0; v < graph.NodeCount; v++)
        {
            for (var e = (int)graph.Offsets[v]; e < graph.Offsets[v + 1]; e++)
            {
                if (!isDirected && graph.Targets[e] < v)
                    continue;
                ends.Add(v);
                ends.Add(graph.Targets[e]);
                weights.Add(graph.Weights[e]);
            }
        }
        using var file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes<long>([graph.NodeCount, weights.Count, isDirected ? 1 : 0]));
        file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(ends)));
        file.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(weights)));
    }
}
