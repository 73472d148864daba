using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Products of which one side is a vector: they read a matrix once and are as fast as memory.</summary>
internal static class MatrixVectorProduct
{
    // About 5 µs of one core.
    private const long ValuesPerChunk = 1 << 16;

    private const int LeastRowsPerSlice = 1024;
    private const int MostSlices = 16;

    /// <summary>c[i] (+)= Σⱼ rows[i, j] · x[j].</summary>
    /// <param name="x">[width].</param>
    public static void Dots<T>(ReadOnlySpan<T> rows, ReadOnlySpan<T> x, Span<T> c, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rowsPerChunk = (int)Math.Max(1, ValuesPerChunk / x.Length);
        var work = new DotChunks<T>(rows, x, c, add, rowsPerChunk);
        team.Run((c.Length + rowsPerChunk - 1) / rowsPerChunk, ref work);
    }

    /// <summary>c[j] (+)= Σᵢ weights[i] · rows[i, j], in ascending order within slices of the rows, then over the slices.</summary>
    /// <param name="c">[width].</param>
    public static void WeightedSum<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> rows, Span<T> c, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!add)
            c.Clear();
        var slices = (int)Math.Clamp(Math.Min(weights.Length / LeastRowsPerSlice, rows.Length / ValuesPerChunk), 1, MostSlices);
        var rented = ArrayPool<T>.Shared.Rent(slices * c.Length);
        var sums = rented.AsSpan(0, slices * c.Length);
        sums.Clear();
        var work = new SumSlices<T>(weights, rows, sums, c.Length, slices);
        team.Run(slices, ref work);

        for (var slice = 0; slice < slices; slice++)
            TensorPrimitives.Add(c, sums.Slice(slice * c.Length, c.Length), c);
        ArrayPool<T>.Shared.Return(rented);
    }

    private readonly ref struct DotChunks<T>(ReadOnlySpan<T> rows, ReadOnlySpan<T> x, Span<T> c, bool add, int rowsPerChunk) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _rows = rows;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _c = c;

        public void Run(int chunk)
        {
            for (var row = chunk * rowsPerChunk; row < Math.Min(_c.Length, (chunk + 1) * rowsPerChunk); row++)
            {
                var sum = TensorPrimitives.Dot(_rows.Slice(row * _x.Length, _x.Length), _x);
                _c[row] = add ? _c[row] + sum : sum;
            }
        }
    }

    private readonly ref struct SumSlices<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> rows, Span<T> sums, int width, int slices) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _weights = weights;
        private readonly ReadOnlySpan<T> _rows = rows;
        private readonly Span<T> _sums = sums;

        public void Run(int slice)
        {
            var sum = _sums.Slice(slice * width, width);
            var from = (int)((long)_weights.Length * slice / slices);
            var to = (int)((long)_weights.Length * (slice + 1) / slices);
            for (var row = from; row < to; row++)
                TensorPrimitives.MultiplyAddEstimate(_rows.Slice(row * width, width), _weights[row], sum, sum);
        }
    }
}
