namespace NetMl.Graphs.Labelled;

/// <summary>Collects sparse rows one after another; memory goes with the values that are not zero.</summary>
internal sealed class SparseRowsBuilder
{
    private readonly List<long> _offsets = [0];
    private readonly List<int> _indices = [];
    private readonly List<float> _values = [];
    private readonly List<(int Index, float Value)> _row = [];
    private int _columns;

    /// <summary>Adds a value to the row that is being filled; zero only widens the matrix.</summary>
    public void Add(int index, float value)
    {
        _columns = Math.Max(_columns, index + 1);
        if (value != 0)
            _row.Add((index, value));
    }

    /// <summary>Ends the row; the column that has two values, or −1.</summary>
    public int EndRow()
    {
        _row.Sort((a, b) => a.Index.CompareTo(b.Index));
        for (var i = 0; i < _row.Count; i++)
        {
            if (i > 0 && _row[i].Index == _row[i - 1].Index)
                return _row[i].Index;
            _indices.Add(_row[i].Index);
            _values.Add(_row[i].Value);
        }
        _row.Clear();
        _offsets.Add(_indices.Count);
        return -1;
    }

    public SparseRows Build() => new(_columns, _offsets.ToArray(), _indices.ToArray(), _values.ToArray());
}
