using System.Buffers;
using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Products on <see cref="Vector{T}"/>: one body for every width and type, results added to the output.</summary>
/// <remarks>Each value is summed over ascending steps in one accumulator that begins at c's value.</remarks>
internal static class MatrixProductVectors
{
    private const int TileRows = 4;
    private const int StackValues = 2048;

    // The least work of a chunk, in products.
    private const long LeastWork = 1 << 17;

    private const int MostColumnChunks = 8;

    /// <summary>c += a · b.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new RowChunks<T>(a, b, n, k, m, c);
        team.Run(work.Count, ref work);
    }

    /// <summary>c += aᵀ · b.</summary>
    public static void MultiplyLeftTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new ColumnChunks<T>(a, b, n, k, m, c);
        team.Run(work.Count, ref work);
    }

    /// <summary>c += a · bᵀ.</summary>
    public static void MultiplyRightTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int m, int k, Span<T> c, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rented = ArrayPool<T>.Shared.Rent(k * m);
        var transposed = rented.AsSpan(0, k * m);
        for (var row = 0; row < k; row++)
            for (var column = 0; column < m; column++)
                transposed[column * k + row] = b[row * m + column];
        Multiply(a, transposed, n, m, k, c, team);
        ArrayPool<T>.Shared.Return(rented);
    }

    // A tile is 4 rows by 2 vectors of c: 8 accumulators, 2 loads of b and 4 broadcasts of a per inner step.
    // Columns that do not fill a vector are computed on a copy of b's last columns, padded with zeros to one vector.
    private static void MultiplyAllRows<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var whole = m / width * width;
        var rest = m - whole;
        T[]? rented = null;
        var scratch = (k + TileRows) * width;
        var padded = rest == 0 ? [] : scratch <= StackValues ? stackalloc T[StackValues] : (rented = ArrayPool<T>.Shared.Rent(scratch)).AsSpan();
        if (rest > 0)
            CopyColumns(b, k, m, whole, padded);
        for (var i = 0; i < n; i += TileRows)
        {
            var rows = Math.Min(TileRows, n - i);
            var left = a.Slice(i * k, rows * k);
            var output = c.Slice(i * m, rows * m);
            MultiplyRows(left, b, rows, k, m, whole, output);
            if (rest > 0)
                MultiplyRest(left, padded[..(k * width)], rows, k, m, rest, padded.Slice(k * width, TileRows * width), output);
        }
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    private static void MultiplyRows<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int rows, int k, int m, int columns, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var j = 0;
        if (rows == TileRows)
        {
            for (; j <= columns - 2 * width; j += 2 * width)
                MatrixProductVectorTiles.Tile4By2(a, b, k, m, j, c);
            for (; j <= columns - width; j += width)
                MatrixProductVectorTiles.Tile4By1(a, b, k, m, j, c);
            return;
        }
        for (var row = 0; row < rows; row++)
            for (j = 0; j <= columns - width; j += width)
                MatrixProductVectorTiles.Tile1By1(a.Slice(row * k, k), b, m, j, c.Slice(row * m, m));
    }

    private static void MultiplyRest<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> padded, int rows, int k, int m, int rest, Span<T> tile, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        CopyColumns(c, rows, m, m - rest, tile);
        MultiplyRows(a, padded, rows, k, width, width, tile);
        for (var row = 0; row < rows; row++)
            tile.Slice(row * width, rest).CopyTo(c.Slice(row * m + m - rest, rest));
    }

    // The columns of a [rows, m] matrix from one on, as rows of one vector each, zeros behind.
    private static void CopyColumns<T>(ReadOnlySpan<T> matrix, int rows, int m, int from, Span<T> padded) where T : unmanaged
    {
        padded.Clear();
        for (var row = 0; row < rows; row++)
            matrix[(row * m + from)..((row + 1) * m)].CopyTo(padded[(row * Vector<T>.Count)..]);
    }

    // c[p, :] += Σᵢ a[i, p] · b[i, :] for p in [first, end). Rows go in blocks that stay in the first-level cache while all tiles pass over them.
    private static void MultiplyColumns<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, int first, int end, Span<T> c) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var whole = m / width * width;
        var rest = m - whole;
        var block = Math.Clamp(4096 / Math.Max(1, k + m), 16, 256);
        T[]? rented = null;
        var scratch = (block + k) * width;
        var padded = rest == 0 ? [] : scratch <= StackValues ? stackalloc T[StackValues] : (rented = ArrayPool<T>.Shared.Rent(scratch)).AsSpan();
        for (var from = 0; from < n; from += block)
        {
            var rows = Math.Min(block, n - from);
            var left = a.Slice(from * k, rows * k);
            var right = b.Slice(from * m, rows * m);
            TransposedBlock(left, right, rows, k, m, first, end, whole, c);
            if (rest == 0)
                continue;
            var tail = padded[..(rows * width)];
            var sums = padded.Slice(block * width, k * width);
            CopyColumns(right, rows, m, whole, tail);
            CopyColumns(c[(first * m)..], end - first, m, whole, sums[(first * width)..(end * width)]);
            TransposedBlock(left, tail, rows, k, width, first, end, width, sums);
            for (var p = first; p < end; p++)
                sums.Slice(p * width, rest).CopyTo(c.Slice(p * m + whole, rest));
        }
        if (rented is not null)
            ArrayPool<T>.Shared.Return(rented);
    }

    private static void TransposedBlock<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int rows, int k, int m, int first, int end, int columns, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var p = first;
        for (; p <= end - TileRows; p += TileRows)
            for (var j = 0; j <= columns - width; j += width)
                MatrixProductVectorTiles.TransposedTile4By1(a, b, rows, k, m, p, j, c);
        for (; p < end; p++)
            for (var j = 0; j <= columns - width; j += width)
                MatrixProductVectorTiles.TransposedTile1By1(a, b, rows, k, m, p, j, c);
    }

    private static int ChunksOf(int rows, int steps, int columns) =>
        (int)Math.Clamp((long)rows * steps * columns / LeastWork, 1, (rows + TileRows - 1) / TileRows);

    // Rows [chunk, chunk + 1)·n / Count, in whole tiles.
    private readonly ref struct RowChunks<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _b = b;
        private readonly Span<T> _c = c;

        public int Count => ChunksOf(n, k, m);

        public void Run(int chunk)
        {
            var (from, to) = (BoundOf(chunk, Count, n), BoundOf(chunk + 1, Count, n));
            MultiplyAllRows(_a[(from * k)..(to * k)], _b, to - from, k, m, _c[(from * m)..(to * m)]);
        }
    }

    private readonly ref struct ColumnChunks<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, int k, int m, Span<T> c) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _b = b;
        private readonly Span<T> _c = c;

        // Each chunk reads all rows.
        public int Count => Math.Min(MostColumnChunks, ChunksOf(k, n, m));

        public void Run(int chunk) =>
            MultiplyColumns(_a, _b, n, k, m, BoundOf(chunk, Count, k), BoundOf(chunk + 1, Count, k), _c);
    }

    private static int BoundOf(int chunk, int chunks, int length) =>
        Math.Min(length, (int)((long)(length + TileRows - 1) / TileRows * chunk / chunks) * TileRows);
}
