using System.Text;
using System.Text.Json;

namespace NetMl.Graphs.Files;

/// <summary>Turns the tokens of a node-link file into a graph, one after another.</summary>
internal sealed class NodeLinkTokens
{
    private readonly DeclaredNodes _nodes = new();
    private readonly List<Attribute> _attributes = [];
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private bool _isDirected;
    private string _member = "";
    private string _name = "";
    private string? _id;
    private string? _source;
    private string? _target;
    private bool _isPassingOver;
    private int _element;

    private readonly record struct Attribute(string Name, JsonTokenType Type, long Integer, double Number, string Text);

    private bool IsInNodes => _member == "nodes";

    private NamedGraphBuilder Builder => _nodes.Builder;

    /// <param name="line">Where the file ended.</param>
    public NamedGraph Build(long line)
    {
        if (!_members.Contains("nodes"))
            throw new GraphInputException(line, "there is no list \"nodes\".");
        if (!_members.Contains("links"))
            throw new GraphInputException(line, "the file has no 'links' or 'edges'; write it with networkx.node_link_data.");
        var graph = Builder.Build(_isDirected);
        _nodes.CheckAll(graph);
        return graph;
    }

    /// <summary>The attribute whose value comes next, and whose it is; a node's id may stand behind its attributes, so there is its place in the list.</summary>
    public string Place => (_isPassingOver || _element == 0, IsInNodes, _id) switch
    {
        (true, _, _) => $"\"{_member}\"",
        (_, true, { } id) => $"node '{id}' has \"{_name}\", which",
        (_, true, _) => $"node {_element} of the list has \"{_name}\", which",
        _ => $"link {_element} of the list has \"{_name}\", which",
    };

    /// <summary>Depth 0 is the outer object, 1 its members, 2 the nodes and links, 3 what they hold.</summary>
    public void Take(ref Utf8JsonReader json, long line)
    {
        if (_isPassingOver)
        {
            _isPassingOver = json.CurrentDepth > 1;
            return;
        }
        switch (json.CurrentDepth)
        {
            case 0 when json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject):
                throw new GraphInputException(line, "the file is no JSON object with \"nodes\" and \"links\".");
            case 1:
                TakeMember(ref json, line);
                break;
            case 2:
                TakeElement(json.TokenType, line);
                break;
            case 3:
                TakeField(ref json, line);
                break;
        }
    }

    private void TakeMember(ref Utf8JsonReader json, long line)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                var name = json.GetString() ?? "";
                _member = name == "edges" ? "links" : name;
                if (_member is "nodes" or "links" or "directed" && !_members.Add(_member))
                    throw new GraphInputException(line, $"\"{name}\" is there twice.");
                break;
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                break;
            default:
                _element = 0;
                TakeMemberValue(json.TokenType, line);
                break;
        }
    }

    private void TakeMemberValue(JsonTokenType type, long line)
    {
        switch (_member)
        {
            case "nodes" or "links":
                if (type != JsonTokenType.StartArray)
                    throw new GraphInputException(line, $"\"{_member}\" is no list.");
                break;
            case "directed":
                if (type is not (JsonTokenType.True or JsonTokenType.False))
                    throw new GraphInputException(line, "\"directed\" is neither true nor false.");
                _isDirected = type == JsonTokenType.True;
                break;
            default:
                _isPassingOver = type is JsonTokenType.StartArray or JsonTokenType.StartObject;
                break;
        }
    }

    private void TakeElement(JsonTokenType type, long line)
    {
        switch (type)
        {
            case JsonTokenType.StartObject:
                _element++;
                (_id, _source, _target) = (null, null, null);
                _attributes.Clear();
                break;
            case JsonTokenType.EndObject when IsInNodes:
                var node = _nodes.Declare(_id ?? throw new GraphInputException(line, "a node has no \"id\"."), line);
                foreach (var attribute in _attributes)
                    Add(Builder.NodeColumn(attribute.Name), node, attribute, line);
                break;
            case JsonTokenType.EndObject:
                if (_source is null || _target is null)
                    throw new GraphInputException(line, "a link needs \"source\" and \"target\".");
                var edge = Builder.AddEdge(_nodes.Mention(_source, line), _nodes.Mention(_target, line));
                foreach (var attribute in _attributes)
                    Add(Builder.EdgeColumn(attribute.Name), edge, attribute, line);
                break;
            default:
                throw new GraphInputException(line, $"\"{_member}\" holds something that is no object.");
        }
    }

    private void TakeField(ref Utf8JsonReader json, long line)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = json.GetString() ?? "";
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                throw new GraphInputException(line, $"\"{_name}\" is a list or an object; attributes are text, numbers, true, false or null.");
            case var _ when IsInNodes && _name == "id":
                _id = Id(ref json, _id, line);
                break;
            case var _ when !IsInNodes && _name == "source":
                _source = Id(ref json, _source, line);
                break;
            case var _ when !IsInNodes && _name == "target":
                _target = Id(ref json, _target, line);
                break;
            case JsonTokenType.Null:
                break;
            default:
                _attributes.Add(Value(ref json, line));
                break;
        }
    }

    private string Id(ref Utf8JsonReader json, string? before, long line)
    {
        var id = json.TokenType switch
        {
            JsonTokenType.String => json.GetString(),
            JsonTokenType.Number => Encoding.ASCII.GetString(json.ValueSpan),
            _ => null,
        };
        return before is null && id is { Length: > 0 }
            ? id
            : throw new GraphInputException(line, before is null ? $"\"{_name}\" is no text (of at least one character) and no number." : $"\"{_name}\" is given twice.");
    }

    private Attribute Value(ref Utf8JsonReader json, long line)
    {
        if (json.TokenType == JsonTokenType.String)
            return new Attribute(_name, json.TokenType, 0, 0, json.GetString() ?? "");
        if (json.TokenType != JsonTokenType.Number)
            return new Attribute(_name, json.TokenType, 0, 0, "");
        if (json.TryGetInt64(out var whole))
            return new Attribute(_name, JsonTokenType.None, whole, 0, "");
        if (!json.TryGetDouble(out var number) || !double.IsFinite(number))
            throw new GraphInputException(line, $"the number of \"{_name}\" is too large.");
        return new Attribute(_name, json.TokenType, 0, number, "");
    }

    private static void Add(AttributeColumnBuilder? column, int row, Attribute value, long line)
    {
        if (column is null)
            throw new GraphInputException(line, $"there are more than {NamedGraphBuilder.MaxColumns} attributes.");
        var isNew = value.Type switch
        {
            JsonTokenType.String => column.TryAdd(row, value.Text),
            JsonTokenType.Number => column.TryAdd(row, value.Number),
            JsonTokenType.None => column.TryAdd(row, value.Integer),
            _ => column.TryAdd(row, value.Type == JsonTokenType.True),
        };
        if (!isNew)
            throw new GraphInputException(line, $"\"{value.Name}\" is given twice.");
    }
}
