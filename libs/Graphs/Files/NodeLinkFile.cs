using System.Text.Json;

namespace NetMl.Graphs.Files;

/// <summary>
/// NetworkX node-link JSON: <c>{"directed": …, "multigraph": …, "nodes": [{"id": …, …}], "links": [{"source": …, "target": …, …}]}</c>.
/// </summary>
/// <remarks>
/// Read: ids are text or numbers and become text; "edges" does for "links", as newer NetworkX writes; null is a missing value; "directed" is
/// false when absent; other members of the outer object are passed over. Written: ids as text, and for a multigraph "key", which NetworkX needs.
/// Format: networkx.readwrite.json_graph.node_link_data.
/// </remarks>
public static class NodeLinkFile
{
    private const int FlushBytes = 1 << 16;

    /// <summary>Reads a graph; nodes are numbered in the order in which the file first names them.</summary>
    /// <param name="stream">UTF-8 JSON, not compressed; read once, not disposed.</param>
    /// <exception cref="GraphInputException">No node-link JSON, an edge between unknown nodes, a node twice, a value that is a list or an object.</exception>
    /// <remarks>O(bytes); memory in proportion to the graph, and one node or link.</remarks>
    public static Task<NamedGraph> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new NodeLinkReading().ReadAsync(stream, cancellationToken);
    }

    /// <summary>Writes a graph.</summary>
    /// <param name="stream">Written, not disposed.</param>
    /// <exception cref="ArgumentException">An attribute has a name that the format keeps for itself, or a number that is not finite.</exception>
    public static async Task WriteAsync(NamedGraph graph, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(stream);
        Check(graph.NodeColumns, "id");
        Check(graph.EdgeColumns, "source", "target");
        var repeats = Repeats(graph);
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteBoolean("directed", graph.IsDirected);
        json.WriteBoolean("multigraph", repeats is not null);
        json.WriteStartObject("graph");
        json.WriteEndObject();
        json.WriteStartArray("nodes");
        for (var v = 0; v < graph.NodeCount; v++)
        {
            json.WriteStartObject();
            json.WriteString("id", graph.Ids[v]);
            await EndObjectAsync(json, graph.NodeColumns, v, cancellationToken);
        }
        json.WriteEndArray();
        json.WriteStartArray("links");
        for (var row = 0; row < graph.EdgeCount; row++)
        {
            json.WriteStartObject();
            json.WriteString("source", graph.Ids[graph.Sources.Span[row]]);
            json.WriteString("target", graph.Ids[graph.Targets.Span[row]]);
            if (repeats is not null && !graph.TryFindEdgeColumn("key", out _))
                json.WriteNumber("key", repeats[row]);
            await EndObjectAsync(json, graph.EdgeColumns, row, cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>[edge rows]: how often the two ends were joined before; null when no pair is joined twice.</summary>
    private static int[]? Repeats(NamedGraph graph)
    {
        var seen = new Dictionary<(int, int), int>(graph.EdgeCount);
        var repeats = new int[graph.EdgeCount];
        for (var row = 0; row < repeats.Length; row++)
        {
            var (source, target) = (graph.Sources.Span[row], graph.Targets.Span[row]);
            var ends = graph.IsDirected || source < target ? (source, target) : (target, source);
            repeats[row] = seen.GetValueOrDefault(ends);
            seen[ends] = repeats[row] + 1;
        }
        return seen.Count < repeats.Length ? repeats : null;
    }

    private static void Check(IReadOnlyList<AttributeColumn> columns, params ReadOnlySpan<string> taken)
    {
        foreach (var column in columns)
        {
            if (taken.Contains(column.Name))
                throw new ArgumentException($"An attribute has the name '{column.Name}', which node-link JSON keeps for itself: rename it.", nameof(columns));
        }
    }

    private static async ValueTask EndObjectAsync(Utf8JsonWriter json, IReadOnlyList<AttributeColumn> columns, int row, CancellationToken cancellationToken)
    {
        foreach (var column in columns)
        {
            if (!column.Has(row))
                continue;
            switch (column.Kind)
            {
                case AttributeKind.Flag:
                    json.WriteBoolean(column.Name, column.IntegerAt(row) == 1);
                    break;
                case AttributeKind.Text:
                    json.WriteString(column.Name, column.TextAt(row));
                    break;
                case AttributeKind.Number when !double.IsFinite(column.NumberAt(row) ?? 0):
                    throw new ArgumentException($"Attribute '{column.Name}' is {column.TextAt(row)} in row {row}; JSON has no such number: write GraphML.", nameof(columns));
                default:
                    json.WritePropertyName(column.Name);
                    json.WriteRawValue(column.TextAt(row) ?? "null", skipInputValidation: true);
                    break;
            }
        }
        json.WriteEndObject();
        if (json.BytesPending >= FlushBytes)
            await json.FlushAsync(cancellationToken);
    }
}
