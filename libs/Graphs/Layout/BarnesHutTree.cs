using System.Runtime.InteropServices;

namespace NetMl.Graphs.Layout;

/// <summary>A quadtree over points with masses, its cells in depth-first order.</summary>
/// <remarks>
/// Built anew for every step: O(n log n) for sorting points along Morton's curve. A cell knows the box and the centre of mass of its points
/// and where its subtree ends, so a walk needs no stack. Source: Barnes and Hut 1986, "A hierarchical O(N log N) force-calculation algorithm".
/// </remarks>
internal sealed class BarnesHutTree(int capacity)
{
    /// <summary>Points of a leaf at most, unless they lie too near each other to be told apart.</summary>
    public const int LeafSize = 16;

    private const int AxisBits = 16;

    private readonly ulong[] _keys = new ulong[capacity];
    private readonly List<Cell> _cells = [];
    private readonly List<int> _leaves = [];

    /// <summary>[n]: the points in the order of the curve, which leaves refer to.</summary>
    public int[] Order { get; } = new int[capacity];

    public float[] X { get; } = new float[capacity];

    public float[] Y { get; } = new float[capacity];

    public float[] Mass { get; } = new float[capacity];

    /// <summary>Cells, root first; the subtree of cell c is [c, Cells[c].Next).</summary>
    public ReadOnlySpan<Cell> Cells => CollectionsMarshal.AsSpan(_cells);

    /// <summary>Which cells are leaves, along the curve.</summary>
    public ReadOnlySpan<int> Leaves => CollectionsMarshal.AsSpan(_leaves);

    /// <summary>Points [Begin, End) in curve order, their box, and what they weigh together.</summary>
    internal struct Cell
    {
        public int Begin, End, Next;
        public float Left, Top, Right, Bottom, CentreX, CentreY, Mass;

        /// <summary>Longer side of the box.</summary>
        public readonly float Side => Math.Max(Right - Left, Bottom - Top);
    }

    /// <summary>Takes [n] points with masses > 0; n ≤ capacity.</summary>
    public void Build(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> mass)
    {
        var count = x.Length;
        SortAlongCurve(x, y);
        for (var i = 0; i < count; i++)
        {
            var point = Order[i] = (int)(uint)_keys[i];
            (X[i], Y[i], Mass[i]) = (x[point], y[point], mass[point]);
        }
        _cells.Clear();
        _leaves.Clear();
        if (count > 0)
            Add(0, count, 2 * AxisBits);
    }

    private void SortAlongCurve(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float left = float.MaxValue, top = float.MaxValue, side = 0;
        for (var i = 0; i < x.Length; i++)
            (left, top) = (Math.Min(left, x[i]), Math.Min(top, y[i]));
        for (var i = 0; i < x.Length; i++)
            side = Math.Max(side, Math.Max(x[i] - left, y[i] - top));
        var scale = side > 0 ? ((1 << AxisBits) - 1) / side : 0;
        for (var i = 0; i < x.Length; i++)
        {
            var code = Spread((uint)((x[i] - left) * scale)) | (Spread((uint)((y[i] - top) * scale)) << 1);
            _keys[i] = ((ulong)code << 32) | (uint)i;
        }
        _keys.AsSpan(0, x.Length).Sort();
    }

    /// <summary>Puts a zero between all bits of a 16-bit number.</summary>
    private static uint Spread(uint value)
    {
        value = (value | (value << 8)) & 0x00FF00FF;
        value = (value | (value << 4)) & 0x0F0F0F0F;
        value = (value | (value << 2)) & 0x33333333;
        return (value | (value << 1)) & 0x55555555;
    }

    /// <summary>Adds the cell of [begin, end), whose points agree in all but the lowest <paramref name="bits"/> of their codes; gives its index.</summary>
    private int Add(int begin, int end, int bits)
    {
        // Where all points share a quadrant, its cell would be the same: go on to the first bits that differ.
        while (bits > 0 && (Code(begin) ^ Code(end - 1)) >> (bits - 2) == 0)
            bits -= 2;
        var index = _cells.Count;
        _cells.Add(default);
        var cell = new Cell { Begin = begin, End = end, Left = float.MaxValue, Top = float.MaxValue, Right = float.MinValue, Bottom = float.MinValue };
        if (end - begin <= LeafSize || bits == 0)
        {
            _leaves.Add(index);
            for (var i = begin; i < end; i++)
                Join(ref cell, X[i], Y[i], X[i], Y[i], X[i], Y[i], Mass[i]);
        }
        else
        {
            for (var from = begin; from < end;)
            {
                var quadrant = Code(from) >> (bits - 2);
                var to = EndOfQuadrant(from, end, quadrant, bits - 2);
                var child = _cells[Add(from, to, bits - 2)];
                Join(ref cell, child.Left, child.Top, child.Right, child.Bottom, child.CentreX, child.CentreY, child.Mass);
                from = to;
            }
        }
        cell.Next = _cells.Count;
        _cells[index] = cell;
        return index;
    }

    private uint Code(int i) => (uint)(_keys[i] >> 32);

    private int EndOfQuadrant(int from, int end, uint quadrant, int shift)
    {
        var (low, high) = (from, end);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Code(middle) >> shift > quadrant)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private static void Join(ref Cell cell, float left, float top, float right, float bottom, float x, float y, float mass)
    {
        cell.Left = Math.Min(cell.Left, left);
        cell.Top = Math.Min(cell.Top, top);
        cell.Right = Math.Max(cell.Right, right);
        cell.Bottom = Math.Max(cell.Bottom, bottom);
        var total = cell.Mass + mass;
        cell.CentreX += (x - cell.CentreX) * (mass / total);
        cell.CentreY += (y - cell.CentreY) * (mass / total);
        cell.Mass = total;
    }
}
