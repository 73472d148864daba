using NetMl.Graphs.Files;

namespace NetMl.Graphs.Labelled;

/// <summary>Tables of nodes, one a line, as TSV, CSV or separated by blanks (<see cref="DelimitedRows"/>), and the edges to go with them.</summary>
/// <remarks>
/// A first row whose first field is "node" or "id" is a header: "label" and "split" name those columns, "features" a list of index[:value] separated by blanks
/// (value 1 when absent), any other name is a feature, a finite number in every row. Without a header the columns are node, label, split, features.
/// Every row has as many fields as the first.
/// </remarks>
public static class NodeTable
{
    /// <summary>Indices of listed features are below this.</summary>
    public const int MaxFeatures = 1 << 20;

    internal const string Label = "label";
    internal const string Split = "split";
    internal const string Features = "features";

    /// <summary>Reads nodes, then edges between them (<see cref="EdgeListFile"/>).</summary>
    /// <param name="openEdges">Called when the nodes are read: gives the stream of edges; it is not disposed.</param>
    /// <param name="edgeList">What the table of edges does not say itself.</param>
    /// <exception cref="GraphInputException">A line that cannot be read, rows of different lengths, a node twice, an edge to a node that is not there, a number that is not finite.</exception>
    /// <remarks>O(bytes); memory in proportion to the graph, and one line.</remarks>
    public static async Task<LabelledGraph> ReadAsync(Stream nodes, Func<Task<Stream>> openEdges, EdgeListOptions edgeList, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(openEdges);
        ArgumentNullException.ThrowIfNull(edgeList);
        var builder = new NamedGraphBuilder();
        var table = new NodeRows(builder);
        var (_, nodeText) = await FileStart.LookAsync(nodes, cancellationToken);
        await using (nodeText)
        {
            using var rows = new DelimitedRows(nodeText);
            while (await rows.ReadAsync(cancellationToken))
                table.Take(rows);
        }
        var (_, edgeText) = await FileStart.LookAsync(await openEdges(), cancellationToken);
        await using var _ = edgeText;
        await EdgeListFile.AppendAsync(builder, edgeText, edgeList with { AddsNodes = false }, cancellationToken);
        return table.Build(builder.Build(edgeList.IsDirected));
    }
}
