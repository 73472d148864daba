using System.Globalization;
using System.IO.Compression;
using NetMl.Benchmarks.GraphSuite;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Files;
using NetMl.Graphs.Labelled;
using NetMl.Graphs.Traversal;

namespace NetMl.Benchmarks.SocialSuite;

/// <summary>A published network of people.</summary>
/// <param name="Undirected">Without direction and self-loops.</param>
/// <param name="Labels">[n]; −1 = none.</param>
/// <param name="Times">Null = its edges have no times.</param>
internal sealed record SocialData(string Name, CsrGraph Undirected, int[] Labels, TimedEdges? Times)
{
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Undirected.NodeCount} nodes, {Undirected.EdgeCount / 2} links)");

    /// <summary>Null, after a line that says so, when the files are not on this machine.</summary>
    /// <param name="labels">Node and label a line, '#' for comments; null = none.</param>
    public static async Task<SocialData?> ReadAsync(string name, string edges, string? labels, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(TestData.Folder, "graphs");
        var path = Path.Combine(folder, edges);
        if (!File.Exists(path))
        {
            Console.WriteLine($"{name} is left out: {path} is absent (NETML_TEST_DATA names the folder that holds graphs/).");
            return null;
        }
        await using var file = File.OpenRead(path);
        await using Stream text = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var graph = await LabelledGraphFile.ReadAsync(text, new EdgeListOptions { Columns = ["time"] }, cancellationToken);
        var numbers = new int[graph.Graph.NodeCount];
        Array.Fill(numbers, -1);
        foreach (var line in labels is null ? [] : await File.ReadAllLinesAsync(Path.Combine(folder, labels), cancellationToken))
        {
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!line.StartsWith('#') && fields.Length >= 2 && graph.Graph.TryFindNode(fields[0], out var node))
                numbers[node] = int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        return new SocialData(name, CsrBuilder.UndirectedSimple(graph.Graph.Csr), numbers, graph.Times);
    }
}
