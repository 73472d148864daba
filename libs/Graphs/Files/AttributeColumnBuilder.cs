namespace NetMl.Graphs.Files;

/// <summary>Collects an attribute's values; values of mixed kinds widen the column: whole numbers to numbers, everything else to text.</summary>
/// <remarks>Memory goes with the values added, so a name that one row uses costs one value, however many rows there are.</remarks>
public sealed class AttributeColumnBuilder
{
    private readonly string _name;
    private readonly List<int> _rows = [];
    private readonly List<long> _bits = [];
    private readonly List<string> _texts = [];
    private AttributeKind _kind;

    internal AttributeColumnBuilder(string name) => _name = name;

    /// <summary>Gives a row its value.</summary>
    /// <returns>False when the row that was given a value last is given another.</returns>
    public bool TryAdd(int row, bool value) => TryAdd(row, AttributeKind.Flag, value ? 1 : 0, "");

    /// <inheritdoc cref="TryAdd(int, bool)"/>
    public bool TryAdd(int row, long value) => TryAdd(row, AttributeKind.Integer, value, "");

    /// <inheritdoc cref="TryAdd(int, bool)"/>
    public bool TryAdd(int row, double value) => TryAdd(row, AttributeKind.Number, BitConverter.DoubleToInt64Bits(value), "");

    /// <inheritdoc cref="TryAdd(int, bool)"/>
    public bool TryAdd(int row, string value) => TryAdd(row, AttributeKind.Text, 0, value);

    private bool TryAdd(int row, AttributeKind kind, long bits, string text)
    {
        if (_rows.Count == 0)
            _kind = kind;
        else if (_rows[^1] == row)
            return false;
        else if (kind != _kind)
            (kind, bits, text) = Widen(kind, bits, text);

        _rows.Add(row);
        if (kind == AttributeKind.Text)
            _texts.Add(text);
        else
            _bits.Add(bits);
        return true;
    }

    /// <summary>Widens what is there, or the new value, until both are of one kind.</summary>
    private (AttributeKind Kind, long Bits, string Text) Widen(AttributeKind kind, long bits, string text)
    {
        if (kind == AttributeKind.Integer && _kind == AttributeKind.Number)
            return (_kind, BitConverter.DoubleToInt64Bits(bits), text);
        if (kind == AttributeKind.Number && _kind == AttributeKind.Integer)
        {
            for (var i = 0; i < _bits.Count; i++)
                _bits[i] = BitConverter.DoubleToInt64Bits(_bits[i]);
            _kind = kind;
            return (kind, bits, text);
        }
        if (_kind != AttributeKind.Text)
        {
            foreach (var known in _bits)
                _texts.Add(AttributeColumn.Format(_kind, known));
            _bits.Clear();
            _kind = AttributeKind.Text;
        }
        return (AttributeKind.Text, 0, kind == AttributeKind.Text ? text : AttributeColumn.Format(kind, bits));
    }

    internal AttributeColumn Build()
    {
        var rows = _rows.ToArray();
        var (bits, texts) = (_bits.ToArray(), _texts.ToArray());
        if (!IsAscending(rows))
        {
            Array values = _kind == AttributeKind.Text ? texts : bits;
            Array.Sort(rows, values);
        }
        var isWhole = rows.Length == 0 || rows[^1] == rows.Length - 1;
        return new AttributeColumn(_name, _kind, isWhole ? null : rows, bits, texts);
    }

    private static bool IsAscending(int[] rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] <= rows[i - 1])
                return false;
        }
        return true;
    }
}
