namespace NetMl.Graphs.Files;

/// <summary>Nodes of a file that declares them: each once, before or after the edges that name it.</summary>
internal sealed class DeclaredNodes
{
    private readonly Dictionary<int, long> _lineOfUndeclared = [];

    public NamedGraphBuilder Builder { get; } = new();

    /// <summary>The node that is declared here.</summary>
    public int Declare(string id, long line)
    {
        if (!Builder.TryAddNode(id, out var node) && !_lineOfUndeclared.Remove(node))
            throw new GraphInputException(line, $"node '{id}' is there already; ids must differ.");
        return node;
    }

    /// <summary>The node at an edge's end.</summary>
    public int Mention(string id, long line)
    {
        if (Builder.TryAddNode(id, out var node))
            _lineOfUndeclared.Add(node, line);
        return node;
    }

    /// <summary>Refuses edges that named a node which the file never declared.</summary>
    public void CheckAll(NamedGraph graph)
    {
        if (_lineOfUndeclared.Count == 0)
            return;
        var (node, line) = _lineOfUndeclared.MinBy(entry => (entry.Value, entry.Key));
        throw new GraphInputException(line, $"an edge names node '{graph.Ids[node]}', which the file does not declare.");
    }
}
