using NetMl.Graphs.Files;

namespace NetMl.Graphs.Labelled;

/// <summary>One file that holds a whole graph: GraphML, node-link JSON or an edge list, told apart by its first character.</summary>
public static class LabelledGraphFile
{
    /// <summary>Reads a graph.</summary>
    /// <param name="stream">UTF-8, not compressed; read once, not disposed.</param>
    /// <param name="edgeList">What an edge list does not say itself; the other formats do.</param>
    /// <exception cref="GraphInputException">The file cannot be read; names the line.</exception>
    public static async Task<LabelledGraph> ReadAsync(Stream stream, EdgeListOptions edgeList, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(edgeList);
        var (head, whole) = await FileStart.LookAsync(stream, cancellationToken);
        await using var _ = whole;
        return LabelledGraph.Of(head switch
        {
            ['<', ..] => await GraphMlFile.ReadAsync(whole, cancellationToken),
            ['{', ..] => await NodeLinkFile.ReadAsync(whole, cancellationToken),
            ['[', ..] => throw new GraphInputException(1, "this is JSON but no graph: a graph is an object with 'nodes' and 'links', as networkx.node_link_data makes it."),
            _ when FileStart.IsGml(head) => throw new GraphInputException(1, "this is GML, which is not read: write GraphML instead, as with networkx.write_graphml."),
            _ => await EdgeListFile.ReadAsync(whole, edgeList with { AddsNodes = true }, cancellationToken),
        });
    }
}
