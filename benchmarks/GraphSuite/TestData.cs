using System.Globalization;
using System.IO.Compression;
using NetMl.Benchmarks.Machine;
using NetMl.Graphs.Generators;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>Published graphs where they are present: NETML_TEST_DATA, or ../shared/data beside the repository.</summary>
internal static class TestData
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NETML_TEST_DATA") is { Length: > 0 } configured
        ? configured
        : Path.GetFullPath(Path.Combine(Host.Root, "..", "shared", "data"));

    /// <summary>One edge a line, two node numbers first, '#' for comments; nodes are renumbered as they appear.</summary>
    public static EdgeRows ReadEdges(string path)
    {
        var nodes = new Dictionary<long, int>();
        List<int> sources = [], targets = [];
        using var file = File.OpenRead(path);
        using var lines = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var names = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            sources.Add(Node(nodes, names[0]));
            targets.Add(Node(nodes, names[1]));
        }
        return new EdgeRows(nodes.Count, sources.ToArray(), targets.ToArray());
    }

    private static int Node(Dictionary<long, int> nodes, string name)
    {
        var key = long.Parse(name, CultureInfo.InvariantCulture);
        if (!nodes.TryGetValue(key, out var node))
            nodes[key] = node = nodes.Count;
        return node;
    }
}
