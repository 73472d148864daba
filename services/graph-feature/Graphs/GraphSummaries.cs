using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Structure;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Turns an uploaded graph into what the API tells of it.</summary>
internal static class GraphSummaries
{
    public static GraphInfo Of(string name, LabelledGraph graph)
    {
        var (edges, loops) = (0L, 0L);
        foreach (var (source, target, _) in DistinctEdges.Of(graph.Graph))
        {
            edges++;
            loops += source == target ? 1 : 0;
        }
        return new GraphInfo(
            name, graph.Graph.IsDirected, graph.Graph.NodeCount, edges, loops, WeakComponents.Compute(graph.Graph.Csr).Count, graph.Features.Columns, graph.FeatureNames,
            Count(graph.Labels), Count(graph.Splits.Select(split => split == NodeSplit.None ? null : split.Name())), graph.LeftOut, Version(graph), Times(graph));
    }

    private static GraphTimes? Times(LabelledGraph graph) => graph.Times is not { } edges ? null
        : new GraphTimes(edges.Times.Length, DateTimeOffset.FromUnixTimeSeconds(edges.Times[0]), DateTimeOffset.FromUnixTimeSeconds(edges.Times[^1]));

    /// <summary>Most first, equal ones by name; null does not count.</summary>
    private static OrderedDictionary<string, int> Count(IEnumerable<string?> names)
    {
        var counts = names.OfType<string>().CountBy(name => name, StringComparer.Ordinal);
        return new(counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>A hash of everything that is stored.</summary>
    private static string Version(LabelledGraph graph)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([(byte)(graph.Graph.IsDirected ? 1 : 0)]);
        foreach (var name in graph.FeatureNames)
            hash.AppendData(Encoding.UTF8.GetBytes(name + '\n'));
        for (var node = 0; node < graph.Graph.NodeCount; node++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{graph.Graph.Ids[node]}\n{graph.Labels[node]}\n{graph.Splits[node]}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(graph.Features.IndicesOf(node)));
            hash.AppendData(MemoryMarshal.AsBytes(graph.Features.ValuesOf(node)));
        }
        var edge = new byte[sizeof(int) * 2 + sizeof(double)];
        foreach (var (source, target, weight) in DistinctEdges.Of(graph.Graph))
        {
            BinaryPrimitives.WriteInt32LittleEndian(edge, source);
            BinaryPrimitives.WriteInt32LittleEndian(edge.AsSpan(sizeof(int)), target);
            BinaryPrimitives.WriteDoubleLittleEndian(edge.AsSpan(sizeof(int) * 2), weight);
            hash.AppendData(edge);
        }
        if (graph.Times is { } times)
        {
            hash.AppendData(MemoryMarshal.AsBytes(times.Sources));
            hash.AppendData(MemoryMarshal.AsBytes(times.Targets));
            hash.AppendData(MemoryMarshal.AsBytes(times.Times));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
