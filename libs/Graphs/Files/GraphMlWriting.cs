using System.Globalization;
using System.Text;
using System.Xml;

namespace NetMl.Graphs.Files;

/// <summary>One writing of a GraphML file into memory, some rows at a time.</summary>
internal sealed class GraphMlWriting : IDisposable
{
    private const int RowsAtOnce = 512;

    private readonly NamedGraph _graph;
    private readonly XmlWriter _writer;
    private int _node;
    private int _edge;

    public GraphMlWriting(NamedGraph graph, Stream text)
    {
        _graph = graph;
        _writer = XmlWriter.Create(text, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            NewLineChars = "\n",
            NewLineHandling = NewLineHandling.Entitize,
        });
        _writer.WriteStartElement("graphml", GraphMlFile.Namespace);
        WriteKeys(graph.NodeColumns, "node");
        WriteKeys(graph.EdgeColumns, "edge");
        _writer.WriteStartElement("graph", GraphMlFile.Namespace);
        _writer.WriteAttributeString("edgedefault", graph.IsDirected ? "directed" : "undirected");
    }

    /// <summary>Writes the next rows; false when those were the last.</summary>
    public bool WriteSome()
    {
        for (var count = 0; count < RowsAtOnce && _node < _graph.NodeCount; count++, _node++)
        {
            _writer.WriteStartElement("node", GraphMlFile.Namespace);
            _writer.WriteAttributeString("id", _graph.Ids[_node]);
            WriteData(_graph.NodeColumns, "node", _node);
        }
        for (var count = 0; count < RowsAtOnce && _node == _graph.NodeCount && _edge < _graph.EdgeCount; count++, _edge++)
        {
            _writer.WriteStartElement("edge", GraphMlFile.Namespace);
            _writer.WriteAttributeString("source", _graph.Ids[_graph.Sources.Span[_edge]]);
            _writer.WriteAttributeString("target", _graph.Ids[_graph.Targets.Span[_edge]]);
            WriteData(_graph.EdgeColumns, "edge", _edge);
        }
        var hasMore = _node < _graph.NodeCount || _edge < _graph.EdgeCount;
        if (!hasMore)
            _writer.WriteEndDocument();
        _writer.Flush();
        return hasMore;
    }

    public void Dispose() => _writer.Dispose();

    private void WriteKeys(IReadOnlyList<AttributeColumn> columns, string element)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            _writer.WriteStartElement("key", GraphMlFile.Namespace);
            _writer.WriteAttributeString("id", Key(element, i));
            _writer.WriteAttributeString("for", element);
            _writer.WriteAttributeString("attr.name", columns[i].Name);
            _writer.WriteAttributeString("attr.type", columns[i].Kind switch
            {
                AttributeKind.Flag => "boolean",
                AttributeKind.Integer => "long",
                AttributeKind.Number => "double",
                _ => "string",
            });
            _writer.WriteEndElement();
        }
    }

    private void WriteData(IReadOnlyList<AttributeColumn> columns, string element, int row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].TextAt(row) is not { } value)
                continue;
            _writer.WriteStartElement("data", GraphMlFile.Namespace);
            _writer.WriteAttributeString("key", Key(element, i));
            _writer.WriteString(value);
            _writer.WriteEndElement();
        }
        _writer.WriteEndElement();
    }

    private static string Key(string element, int column) => string.Create(CultureInfo.InvariantCulture, $"{element}{column}");
}
