using System.Xml;

namespace NetMl.Graphs.Files;

/// <summary>GraphML: one graph with typed attributes of nodes and edges, as NetworkX, igraph and Gephi write and read it.</summary>
/// <remarks>
/// Read: boolean, int, long, float, double and string attributes and their defaults; attributes of the graph and elements of other namespaces
/// are passed over; hyperedges, nested graphs and edges that differ in direction from their graph are refused, and so is a DTD, so nothing
/// outside the file is ever read. Source: Brandes et al. 2002, "GraphML progress report", and the GraphML primer of graphdrawing.org.
/// </remarks>
public static class GraphMlFile
{
    internal const string Namespace = "http://graphml.graphdrawing.org/xmlns";

    /// <summary>Reads a graph; nodes are numbered in the order in which the file first names them.</summary>
    /// <param name="stream">XML, not compressed; read once, not disposed.</param>
    /// <exception cref="GraphInputException">No well-formed GraphML, an edge between unknown nodes, a node twice, a value that its type does not have.</exception>
    /// <remarks>O(bytes); memory in proportion to the graph.</remarks>
    public static async Task<NamedGraph> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            Async = true,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
        try
        {
            return await new GraphMlReading(reader).ReadAsync(cancellationToken);
        }
        catch (XmlException broken)
        {
            throw new GraphInputException(Math.Max(1, broken.LineNumber), $"this is no well-formed XML: {broken.Message}", broken);
        }
    }

    /// <summary>Writes a graph.</summary>
    /// <param name="stream">Written, not disposed.</param>
    /// <exception cref="ArgumentException">An id, a name or a value has a character that XML does not have.</exception>
    public static async Task WriteAsync(NamedGraph graph, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(stream);
        await using var text = new MemoryStream();
        using var writing = new GraphMlWriting(graph, text);
        for (var hasMore = true; hasMore;)
        {
            hasMore = writing.WriteSome();
            await stream.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), cancellationToken);
            text.SetLength(0);
        }
    }
}
