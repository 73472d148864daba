using System.Numerics;

namespace NetMl.Tensors;

/// <summary>A dense row-major matrix; a vector is a matrix of one row.</summary>
/// <typeparam name="T">float for work, double for checking gradients.</typeparam>
/// <remarks>A view: it owns no buffer, and several tensors may look at one. Tensors that a tape made look at other memory after its next pass.</remarks>
public sealed class Tensor<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private Memory<T> _values;

    /// <summary>Zeros [rows, columns].</summary>
    public Tensor(int rows, int columns) : this(rows, columns, new T[checked(rows * columns)])
    {
    }

    /// <summary>Looks at <paramref name="values"/> without copying.</summary>
    /// <exception cref="ArgumentException">The length is not rows × columns.</exception>
    public Tensor(int rows, int columns, Memory<T> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"A [{rows}, {columns}] tensor needs {(long)rows * columns} values, not {values.Length}.", nameof(values));
        LookAt(rows, columns, values);
    }

    /// <summary>Looks at nothing yet.</summary>
    internal Tensor()
    {
    }

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    /// <summary>All values, row after row.</summary>
    public Span<T> Span => _values.Span;

    /// <summary>One row [columns].</summary>
    public Span<T> Row(int row) => _values.Span.Slice(row * Columns, Columns);

    /// <summary>True when both have the same rows and columns.</summary>
    public bool HasShapeOf(Tensor<T> other) => Rows == other.Rows && Columns == other.Columns;

    /// <summary>Rows × columns, for messages.</summary>
    public override string ToString() => $"[{Rows}, {Columns}]";

    /// <summary>Turns to other memory; its length is rows × columns.</summary>
    internal void LookAt(int rows, int columns, Memory<T> values)
    {
        Rows = rows;
        Columns = columns;
        _values = values;
    }
}
