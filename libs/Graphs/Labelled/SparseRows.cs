namespace NetMl.Graphs.Labelled;

/// <summary>A matrix of which only the values that are not zero are kept, row after row.</summary>
/// <param name="Columns">Width.</param>
/// <param name="Offsets">[rows + 1]: where the values of each row begin.</param>
/// <param name="Indices">[values]: column of each value, ascending within a row, without repeats.</param>
/// <param name="Values">[values], finite.</param>
public sealed record SparseRows(int Columns, ReadOnlyMemory<long> Offsets, ReadOnlyMemory<int> Indices, ReadOnlyMemory<float> Values)
{
    /// <summary>Number of rows.</summary>
    public int Rows => Offsets.Length - 1;

    /// <summary>Columns of the values of a row.</summary>
    public ReadOnlySpan<int> IndicesOf(int row) => Indices.Span[(int)Offsets.Span[row]..(int)Offsets.Span[row + 1]];

    /// <summary>Values of a row, in the order of <see cref="IndicesOf"/>.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => Values.Span[(int)Offsets.Span[row]..(int)Offsets.Span[row + 1]];
}
