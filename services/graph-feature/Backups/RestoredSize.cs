using NetMl.Contracts.Graphs;

namespace NetMl.GraphFeature.Backups;

/// <summary>Counts what is kept of the records of a graph: no more than it claims to hold, and no more than an upload could hold.</summary>
/// <param name="mostBytes">Of an upload.</param>
internal sealed class RestoredSize(string name, long mostBytes)
{
    /// <summary>The shortest text that makes a feature: a blank and a digit.</summary>
    private const int FeatureBytes = 2;

    /// <summary>The shortest text that makes an edge row: two digits, a blank and an end of line.</summary>
    private const int RowBytes = 4;

    /// <summary>An upload may name a node once for itself and once more for its edges.</summary>
    private const int Namings = 2;

    private long _nodes;
    private long _edges;
    private long _times;
    private long _bytes;

    /// <summary>What the graph claims to hold.</summary>
    public GraphInfo? Claimed { get; set; }

    /// <exception cref="InvalidDataException">It is one too many.</exception>
    /// <exception cref="BadHttpRequestException">All together are too large.</exception>
    public void AddNode(GraphNode node)
    {
        Count(ref _nodes, 1, Claimed?.Nodes ?? 0, "nodes");
        Take(node.Id.Length + 1L + (node.Label?.Length ?? 0) + (long)FeatureBytes * node.FeatureIndices.Count);
    }

    /// <inheritdoc cref="AddNode"/>
    public void AddEdge()
    {
        Count(ref _edges, 1, Claimed?.Edges ?? 0, "edges");
        Take(RowBytes);
    }

    /// <inheritdoc cref="AddNode"/>
    public void AddTimes(int rows)
    {
        Count(ref _times, rows, Claimed?.Times?.Rows ?? 0, "edge rows with a time");
        Take((long)RowBytes * rows);
    }

    private void Count(ref long count, int more, long claimed, string what)
    {
        count += more;
        if (count > claimed)
            throw new InvalidDataException($"graph '{name}' claims {claimed} {what}, and the records hold more");
    }

    private void Take(long bytes)
    {
        _bytes += bytes;
        if (_bytes / Namings > mostBytes)
            throw new BadHttpRequestException($"Graph '{name}' is larger than what an upload of {mostBytes} bytes can hold, which is all that is taken (setting Graphs:MaximumMebibytes).", StatusCodes.Status413PayloadTooLarge);
    }
}
