using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd;

/// <summary>The gradient of a few rows of a large matrix.</summary>
/// <remarks>Memory: an index for each row of the matrix, and m values for the most rows that were ever touched between two clearings.</remarks>
public sealed class SparseRowGradient<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _columns;
    private readonly int[] _places;
    private int[] _touched = [];
    private T[] _values = [];
    private int _count;

    internal SparseRowGradient(int rows, int columns)
    {
        _columns = columns;
        _places = new int[rows];
        _places.AsSpan().Fill(-1);
    }

    /// <summary>The rows with a gradient, in the order of their first reading.</summary>
    public ReadOnlySpan<int> Rows => _touched.AsSpan(0, _count);

    /// <summary>The gradient [m] of <see cref="Rows"/>[index].</summary>
    public Span<T> Values(int index) => _values.AsSpan(index * _columns, _columns);

    /// <summary>Forgets all rows. O(touched rows).</summary>
    public void Clear()
    {
        foreach (var row in Rows)
            _places[row] = -1;
        _count = 0;
    }

    /// <summary>Adds to the gradient of a row.</summary>
    internal void Add(int row, ReadOnlySpan<T> values)
    {
        if (_places[row] is var place && place >= 0)
        {
            TensorPrimitives.Add(Values(place), values, Values(place));
            return;
        }
        if (_count == _touched.Length)
        {
            var room = (int)Math.Min(_places.Length, Math.Max(16, 2L * _count));
            Array.Resize(ref _values, checked(room * _columns));
            Array.Resize(ref _touched, room);
        }
        _places[row] = _count;
        _touched[_count] = row;
        values.CopyTo(Values(_count++));
    }
}
