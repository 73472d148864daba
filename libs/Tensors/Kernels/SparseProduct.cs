using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Products of a sparse matrix in compressed rows with a dense one.</summary>
/// <remarks>Each output value is a sum over the entries of its row in their order, in one accumulator: the same bits for any number of threads.</remarks>
public static partial class SparseProduct
{
    /// <summary>y (+)= a · x with a [n, k] sparse, x [k, m], y [n, m]. 2·entries·m flops.</summary>
    /// <param name="values">[entries of the pattern].</param>
    /// <param name="m">Columns of x and y.</param>
    /// <param name="add">False overwrites y.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Multiply<T>(Adjacency pattern, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.Length != pattern.Count || x.Length != (long)pattern.Columns * m || y.Length != (long)pattern.Rows * m)
            throw new ArgumentException($"A sparse [{pattern.Rows}, {pattern.Columns}] of {pattern.Count} entries does not fit {values.Length} values, {x.Length} and {y.Length} numbers.", nameof(values));
        var work = new Rows<T>(pattern, values, x, m, y, add);
        team.Run(SparseRows.Chunks(pattern, m), ref work);
    }

    internal static void MultiplyScalar<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> sources, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var row = 0; row < offsets.Length - 1; row++)
            for (var j = 0; j < m; j++)
            {
                var sum = add ? y[row * m + j] : T.Zero;
                for (var e = offsets[row]; e < offsets[row + 1]; e++)
                    sum += values[e] * x[sources[e] * m + j];
                y[row * m + j] = sum;
            }
    }

    private readonly ref struct Rows<T>(Adjacency pattern, ReadOnlySpan<T> values, ReadOnlySpan<T> x, int m, Span<T> y, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _values = values;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(pattern, m, chunk);
            MultiplyRows(pattern.Offsets[begin..(end + 1)], pattern.Sources, _values, _x, m, _y.Slice(begin * m, (end - begin) * m), add);
        }
    }
}
