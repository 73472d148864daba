using System.Xml;

namespace NetMl.Graphs.Files;

/// <summary>One reading of a GraphML file from its first element to its last.</summary>
internal sealed class GraphMlReading(XmlReader reader)
{
    // Each default costs a value per element, however short the element: so few are allowed.
    private const int MaxDefaults = 64;

    private readonly DeclaredNodes _nodes = new();
    private readonly Dictionary<string, GraphMlKey> _keys = new(StringComparer.Ordinal);
    private readonly List<(GraphMlKey Key, string Text)> _defaults = [];
    private bool? _isDirected;

    private NamedGraphBuilder Builder => _nodes.Builder;

    private long Line => (reader as IXmlLineInfo)?.LineNumber ?? 1;

    public async Task<NamedGraph> ReadAsync(CancellationToken cancellationToken)
    {
        await reader.MoveToContentAsync();
        if (!IsGraphMl("graphml"))
            throw Bad($"the file begins with <{reader.Name}>, not with <graphml>.");
        await ForEachChildAsync(() => IsGraphMl("key") ? ReadKeyAsync() : IsGraphMl("graph") ? ReadGraphAsync(cancellationToken) : reader.SkipAsync());
        while (await reader.ReadAsync())
            cancellationToken.ThrowIfCancellationRequested();
        var graph = Builder.Build(_isDirected ?? throw Bad("the file has no <graph>."));
        _nodes.CheckAll(graph);
        return graph;
    }

    private async Task ReadKeyAsync()
    {
        var line = Line;
        var (id, name, type) = (Required("id"), reader.GetAttribute("attr.name"), reader.GetAttribute("attr.type"));
        var element = reader.GetAttribute("for") ?? "all";
        var isRead = element is "node" or "edge" or "all" && (name ?? type) is not null;
        if (isRead && type is not null && !GraphMlKey.IsType(type))
            throw Bad($"key '{id}' is of type '{type}'; types are boolean, int, long, float, double and string.");
        var key = new GraphMlKey(isRead ? name ?? id : null, element, type ?? "string");
        if (!_keys.TryAdd(id, key))
            throw Bad($"key '{id}' is declared twice.");
        await ForEachChildAsync(async () =>
        {
            if (!isRead || !IsGraphMl("default"))
                await reader.SkipAsync();
            else
                _defaults.Add((key, await reader.ReadElementContentAsStringAsync()));
        });
        if (_defaults.Count > MaxDefaults)
            throw new GraphInputException(line, $"the keys have more than {MaxDefaults} defaults.");
    }

    private async Task ReadGraphAsync(CancellationToken cancellationToken)
    {
        if (_isDirected is not null)
            throw Bad("there is a second <graph>; a file holds one.");
        _isDirected = Required("edgedefault") switch
        {
            "directed" => true,
            "undirected" => false,
            var other => throw Bad($"edgedefault is '{other}'; it is directed or undirected."),
        };
        await ForEachChildAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsGraphMl("hyperedge"))
                throw Bad("hyperedges join more than two nodes and cannot be read.");
            return IsGraphMl("node") ? ReadNodeAsync() : IsGraphMl("edge") ? ReadEdgeAsync() : reader.SkipAsync();
        });
    }

    private Task ReadNodeAsync() => ReadDataAsync("node", _nodes.Declare(Required("id"), Line));

    private Task ReadEdgeAsync()
    {
        if (reader.GetAttribute("directed") is { } own && (own is "true" or "1") != _isDirected)
            throw Bad("an edge differs in direction from its graph; all edges go one way, or none.");
        return ReadDataAsync("edge", Builder.AddEdge(_nodes.Mention(Required("source"), Line), _nodes.Mention(Required("target"), Line)));
    }

    private async Task ReadDataAsync(string element, int row)
    {
        var line = Line;
        await ForEachChildAsync(async () =>
        {
            if (IsGraphMl("graph"))
                throw Bad("a graph inside a node cannot be read.");
            if (IsGraphMl("data"))
                await ReadValueAsync(element, row);
            else
                await reader.SkipAsync();
        });
        foreach (var (key, text) in _defaults)
        {
            // False means that the element has a value of its own.
            if (key.Name is { } name && key.IsOf(element) && key.TryAdd(Column(element, name), row, text) is null)
                throw new GraphInputException(line, $"the default of attribute '{name}' is '{text}', which is no {key.Type}.");
        }
    }

    private async Task ReadValueAsync(string element, int row)
    {
        var (id, line) = (Required("key"), Line);
        if (!_keys.TryGetValue(id, out var key))
            throw Bad($"no <key> declares '{id}'.");
        if (key.Name is not { } name || !key.IsOf(element))
        {
            await reader.SkipAsync();
            return;
        }
        var text = await reader.ReadElementContentAsStringAsync();
        var isNew = key.TryAdd(Column(element, name), row, text)
            ?? throw new GraphInputException(line, $"attribute '{name}' is '{text}', which is no {key.Type}.");
        if (!isNew)
            throw new GraphInputException(line, $"attribute '{name}' is given twice.");
    }

    private AttributeColumnBuilder Column(string element, string name) =>
        (element == "node" ? Builder.NodeColumn(name) : Builder.EdgeColumn(name))
        ?? throw Bad($"there are more than {NamedGraphBuilder.MaxColumns} attributes.");

    /// <summary>Takes every element directly inside the current one, then goes behind it.</summary>
    /// <param name="take">Goes behind the element that the reader stands on.</param>
    private async Task ForEachChildAsync(Func<Task> take)
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        await reader.ReadAsync();
        if (isEmpty)
            return;
        while (reader.Depth > depth)
            await (reader.NodeType == XmlNodeType.Element ? take() : reader.ReadAsync());
        await reader.ReadAsync();
    }

    private bool IsGraphMl(string name) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == name && reader.NamespaceURI is "" or GraphMlFile.Namespace;

    private string Required(string attribute) =>
        reader.GetAttribute(attribute) is { Length: > 0 } value ? value : throw Bad($"<{reader.Name}> needs a {attribute}.");

    private GraphInputException Bad(string reason) => new(Line, reason);
}
