using System.Globalization;
using NetMl.Graphs.Files;
using static NetMl.Graphs.Labelled.NodeTable;

namespace NetMl.Graphs.Labelled;

/// <summary>Adds the rows of a node table to a graph; the first may be a header.</summary>
internal sealed class NodeRows(NamedGraphBuilder builder)
{
    private static readonly string[] WithoutHeader = ["node", Label, Split, Features];

    private readonly List<string?> _labels = [];
    private readonly List<NodeSplit> _splits = [];
    private readonly SparseRowsBuilder _features = new();
    private readonly List<string> _featureNames = [];
    private string[]? _columns;

    /// <summary>[columns]: number of a feature that has a column of its own.</summary>
    private int[] _featureOf = [];

    public LabelledGraph Build(NamedGraph graph) => new(graph, _labels, _splits, _features.Build(), _featureNames, []);

    public void Take(DelimitedRows rows)
    {
        if (_columns is null && TakeHeader(rows))
            return;
        if (rows.FieldCount != _columns?.Length)
            throw new GraphInputException(rows.Line, $"the row has {rows.FieldCount} fields, the first row has {_columns?.Length}.");
        if (rows[0].IsEmpty)
            throw new GraphInputException(rows.Line, "the id of the node is empty.");
        if (!builder.TryAddNode(rows[0], out _))
            throw new GraphInputException(rows.Line, $"node '{rows[0]}' is there already; ids must differ.");
        _labels.Add(null);
        _splits.Add(NodeSplit.None);
        for (var column = 1; column < _columns.Length; column++)
            TakeField(rows, column, _columns[column]);
        if (_features.EndRow() is >= 0 and var twice)
            throw new GraphInputException(rows.Line, $"feature {twice} has two values.");
    }

    private bool TakeHeader(DelimitedRows rows)
    {
        var isHeader = rows[0].Equals("node", StringComparison.OrdinalIgnoreCase) || rows[0].Equals("id", StringComparison.OrdinalIgnoreCase);
        if (!isHeader && rows.FieldCount > WithoutHeader.Length)
            throw new GraphInputException(rows.Line, $"the row has {rows.FieldCount} fields; without a header that begins with 'node' they are {string.Join(", ", WithoutHeader)}.");
        if (rows.FieldCount > NamedGraphBuilder.MaxColumns)
            throw new GraphInputException(rows.Line, $"there are more than {NamedGraphBuilder.MaxColumns} columns: list the features in one column '{Features}'.");
        _columns = new string[rows.FieldCount];
        _featureOf = new int[rows.FieldCount];
        for (var column = 0; column < _columns.Length; column++)
            Name(rows, column, isHeader ? rows[column].ToString() : WithoutHeader[column]);
        if (_featureNames.Count > 0 && _columns.Contains(Features))
            throw new GraphInputException(rows.Line, $"features stand in columns of their own ('{_featureNames[0]}') and in a list ('{Features}'): use one of them.");
        return isHeader;
    }

    private void Name(DelimitedRows rows, int column, string name)
    {
        if (name.Length == 0 || (column > 0 && Array.IndexOf(_columns ?? [], name, 0, column) >= 0))
            throw new GraphInputException(rows.Line, $"column {column + 1} has the name '{name}', which is empty or taken.");
        (_columns ?? [])[column] = name;
        if (column == 0 || name is Label or Split or Features)
            return;
        _featureOf[column] = _featureNames.Count;
        _featureNames.Add(name);
    }

    private void TakeField(DelimitedRows rows, int column, string name)
    {
        var field = rows[column];
        switch (name)
        {
            case Label:
                _labels[^1] = field.IsEmpty ? null : field.ToString();
                break;
            case Split:
                _splits[^1] = NodeSplits.TryParse(field, out var split) ? split
                    : throw new GraphInputException(rows.Line, $"the split is '{field}'; it must be {NodeSplits.Allowed}.");
                break;
            case Features:
                TakeList(rows.Line, field);
                break;
            default:
                _features.Add(_featureOf[column], Number(rows.Line, name, field));
                break;
        }
    }

    private void TakeList(long line, ReadOnlySpan<char> list)
    {
        foreach (var range in list.Split(' '))
        {
            var entry = list[range];
            if (entry.IsEmpty)
                continue;
            var colon = entry.IndexOf(':');
            var index = colon < 0 ? entry : entry[..colon];
            if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var feature) || feature >= MaxFeatures)
                throw new GraphInputException(line, $"'{entry}' is no feature; write index or index:value, with an index from 0 to {MaxFeatures - 1}.");
            _features.Add(feature, colon < 0 ? 1 : Number(line, index, entry[(colon + 1)..]));
        }
    }

    private static float Number(long line, ReadOnlySpan<char> name, ReadOnlySpan<char> text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value) ? value
            : throw new GraphInputException(line, $"feature '{name}' is '{text}', which is not a finite number.");
}
