using System.Numerics;

namespace NetMl.Tensors;

/// <summary>A sparse matrix in compressed rows: a pattern and a value for each of its entries.</summary>
public sealed class SparseMatrix<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _values;
    private SparseMatrix<T>? _transposed;

    /// <param name="pattern">[rows, columns] with m entries.</param>
    /// <param name="values">[m], in the order of the pattern's entries; looked at, not copied, and not to be changed.</param>
    /// <exception cref="ArgumentException">The length is not m.</exception>
    public SparseMatrix(Adjacency pattern, T[] values)
    {
        if (values.Length != pattern.Count)
            throw new ArgumentException($"A pattern of {pattern.Count} entries needs as many values, not {values.Length}.", nameof(values));
        Pattern = pattern;
        _values = values;
    }

    public Adjacency Pattern { get; }

    public int Rows => Pattern.Rows;

    public int Columns => Pattern.Columns;

    /// <summary>[m].</summary>
    public ReadOnlySpan<T> Values => _values;

    /// <summary>The transpose. Made at the first call, O(rows + columns + m), and kept.</summary>
    public SparseMatrix<T> Transposed => _transposed ??= Transpose();

    /// <summary>Rows × columns and entries, for messages.</summary>
    public override string ToString() => $"[{Rows}, {Columns}] with {Values.Length} entries";

    private SparseMatrix<T> Transpose()
    {
        var pattern = Pattern.Transposed;
        var values = new T[_values.Length];
        for (var e = 0; e < values.Length; e++)
            values[e] = _values[pattern.Entries[e]];
        return new SparseMatrix<T>(pattern, values);
    }
}
