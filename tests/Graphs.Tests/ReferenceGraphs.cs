using System.Globalization;
using System.IO.Compression;
using NetMl.Graphs.Csr;
using NetMl.Tests;

namespace NetMl.Graphs.Tests;

/// <summary>Reads the published graphs: one edge a line, two node names first, '#' for comments.</summary>
internal static class ReferenceGraphs
{
    public static CsrGraph ReadUndirected(string file) => CsrBuilder.UndirectedSimple(ReadDirected(file));

    public static CsrGraph ReadDirected(string file)
    {
        var nodes = new Dictionary<long, int>();
        List<int> sources = [], targets = [];
        using var lines = Open(RealData.Path($"graphs/{file}"));
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var names = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            sources.Add(Node(nodes, names[0]));
            targets.Add(Node(nodes, names[1]));
        }
        return CsrBuilder.Directed(nodes.Count, sources.ToArray(), targets.ToArray());
    }

    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    private static int Node(Dictionary<long, int> nodes, string name)
    {
        var key = long.Parse(name, CultureInfo.InvariantCulture);
        if (!nodes.TryGetValue(key, out var node))
            nodes[key] = node = nodes.Count;
        return node;
    }
}
