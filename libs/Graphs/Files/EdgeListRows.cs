using System.Globalization;

namespace NetMl.Graphs.Files;

/// <summary>Adds the rows of an edge list to a graph; made on the first row, which may be a header.</summary>
internal sealed class EdgeListRows
{
    private readonly NamedGraphBuilder _builder;
    private readonly DelimitedRows _rows;
    private readonly EdgeListOptions _options;
    private readonly int _fields;
    private readonly (string Name, AttributeColumnBuilder Values)[] _columns;

    public EdgeListRows(NamedGraphBuilder builder, DelimitedRows rows, EdgeListOptions options)
    {
        (_builder, _rows, _options, _fields) = (builder, rows, options, rows.FieldCount);
        if (_fields < 2)
            throw new GraphInputException(rows.Line, "an edge needs two node ids, separated by a tab, a comma or blanks.");
        IsHeader = rows[0].Equals("source", StringComparison.OrdinalIgnoreCase) && rows[1].Equals("target", StringComparison.OrdinalIgnoreCase);
        if (!IsHeader && HasPythonDictionary(rows))
            throw new GraphInputException(rows.Line, "the row ends with a Python dictionary, as networkx.write_edgelist writes it: use networkx.write_weighted_edgelist or networkx.write_graphml instead.");
        if (!IsHeader && _fields - 2 > options.Columns.Count)
            throw new GraphInputException(rows.Line, $"{_fields - 2} fields follow the two node ids, but {options.Columns.Count} have a name: begin with a header 'source, target, …' or name the columns.");
        _columns = new (string, AttributeColumnBuilder)[_fields - 2];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _columns.Length; i++)
        {
            var name = IsHeader ? rows[i + 2].ToString() : options.Columns[i];
            if (name.Length == 0 || !names.Add(name))
                throw new GraphInputException(rows.Line, $"column {i + 3} has the name '{name}', which is empty or taken.");
            _columns[i] = (name, builder.EdgeColumn(name) ?? throw new GraphInputException(rows.Line, $"there are more than {NamedGraphBuilder.MaxColumns} columns."));
        }
    }

    public bool IsHeader { get; }

    /// <summary>Adds the current row.</summary>
    public void Take()
    {
        if (_rows.FieldCount != _fields)
            throw new GraphInputException(_rows.Line, $"the row has {_rows.FieldCount} fields, the first row has {_fields}.");
        var edge = _builder.AddEdge(Node(0), Node(1));
        for (var i = 0; i < _columns.Length; i++)
        {
            var field = _rows[i + 2];
            var (name, values) = _columns[i];
            if (field.IsEmpty && !_rows.IsQuoted(i + 2))
                continue;
            if (name == NamedGraph.WeightName)
                AddWeight(values, edge, field);
            else
                Add(values, edge, field, _rows.IsQuoted(i + 2));
        }
    }

    /// <summary>Whether a field without quotes is read as this text.</summary>
    public static bool LooksLikeText(ReadOnlySpan<char> field) =>
        !field.IsEmpty && field is not ("true" or "false") && !TryInteger(field, out _) && !TryNumber(field, out _);

    // With two attributes and blanks between the fields, the comma of the dictionary passes for the separator.
    private static bool HasPythonDictionary(DelimitedRows rows) =>
        rows[rows.FieldCount - 1] is [.., '}'] && ((rows.FieldCount > 2 && rows[2] is ['{', ..]) || rows[0].Contains(" {'", StringComparison.Ordinal));

    private int Node(int field)
    {
        var id = _rows[field];
        if (id.IsEmpty)
            throw new GraphInputException(_rows.Line, $"field {field + 1} should be a node id and is empty.");
        if (!_options.AddsNodes)
            return _builder.TryFindNode(id, out var known) ? known : throw new GraphInputException(_rows.Line, $"'{id}' is not the id of a node: add it to the nodes, or leave the edge out.");
        return _builder.Node(id);
    }

    private void AddWeight(AttributeColumnBuilder values, int edge, ReadOnlySpan<char> field)
    {
        if (TryInteger(field, out var whole))
            values.TryAdd(edge, whole);
        else if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            values.TryAdd(edge, number);
        else
            throw new GraphInputException(_rows.Line, $"the weight '{field}' is not a finite number.");
    }

    private static void Add(AttributeColumnBuilder values, int edge, ReadOnlySpan<char> field, bool isQuoted)
    {
        if (isQuoted)
            values.TryAdd(edge, field.ToString());
        else if (field is "true" or "false")
            values.TryAdd(edge, field is "true");
        else if (TryInteger(field, out var whole))
            values.TryAdd(edge, whole);
        else if (TryNumber(field, out var number))
            values.TryAdd(edge, number);
        else
            values.TryAdd(edge, field.ToString());
    }

    // "007" and "-0" stay text: as numbers they would lose characters.
    private static bool TryInteger(ReadOnlySpan<char> field, out long value) =>
        long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && field is "0" or not ['0' or '+', ..] and not ['-', '0', ..];

    private static bool TryNumber(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value) && field.ContainsAny('.', 'e', 'E');
}
