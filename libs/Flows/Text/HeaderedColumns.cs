namespace NetMl.Flows.Text;

/// <summary>Lines of text whose first one names the columns, which are then found by what they mean; the header may come again, as in joined files.</summary>
/// <param name="find">The meaning of a column's name, 0 to <paramref name="other"/>.</param>
/// <param name="other">Stands for every column that nobody asks for.</param>
/// <param name="needed">Meanings that must be among the columns.</param>
/// <param name="noColumns">The reason why rows are refused when one of them is not.</param>
/// <param name="separators">The first of them that the header holds parts the columns; when it holds none, the last.</param>
/// <param name="quotes">Separators between double quotes are text.</param>
internal sealed class HeaderedColumns(HeaderedColumns.Finder find, int other, int[] needed, string noColumns, byte[] separators, bool quotes)
{
    private const string WrongColumns = "the row has another number of columns than its header";

    private readonly FieldCutter _cutter = new();
    private readonly int[] _columns = new int[other + 1];
    private byte _separator;
    private int _count;
    private byte[]? _header;
    private string? _fault;

    public delegate int Finder(ReadOnlySpan<byte> name);

    /// <summary>Cuts a row, whose fields can then be asked for; false for a header, and with the fault for a row that is refused.</summary>
    public bool TryCut(ReadOnlySpan<byte> line, out string? fault)
    {
        fault = null;
        if (_header is null)
            ReadHeader(line);
        else if (!line.SequenceEqual(_header))
        {
            _cutter.Cut(line, _separator, quotes);
            fault = _fault ?? (_cutter.Count == _count ? null : WrongColumns);
            return fault is null;
        }
        return false;
    }

    /// <summary>A field of the row that was cut last, without spaces around it; empty when there is no such column.</summary>
    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int meaning) =>
        _columns[meaning] is >= 0 and var column ? _cutter.Field(line, column).Trim((byte)' ') : default;

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        _header = line.ToArray();
        _separator = separators[^1];
        foreach (var separator in separators.Reverse())
            _separator = line.Contains(separator) ? separator : _separator;
        _cutter.Cut(line, _separator, quotes);
        _count = _cutter.Count;
        _columns.AsSpan().Fill(-1);
        for (var column = _count - 1; column >= 0; column--)
            _columns[find(_cutter.Field(line, column))] = column;
        _fault = Array.Exists(needed, meaning => _columns[meaning] < 0) ? noColumns : null;
    }
}
