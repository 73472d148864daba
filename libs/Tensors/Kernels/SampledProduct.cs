using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Products of two dense matrices' rows where a sparse pattern has entries (sampled dense–dense product, SDDMM).</summary>
public static partial class SampledProduct
{
    /// <summary>y[e, h] (+)= Σ_k a[v, h, k] · b[u, h, k] for each entry e of the pattern, row v and source u. 2·entries·heads·k flops.</summary>
    /// <param name="a">[rows, heads · k].</param>
    /// <param name="b">[columns, heads · k].</param>
    /// <param name="width">heads · k.</param>
    /// <param name="y">[entries, heads]; no overlap.</param>
    /// <param name="add">False overwrites y.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    /// <remarks>The order of a sum depends on k and the number of heads alone: whole vectors first, lanes added at the end.</remarks>
    public static void Multiply<T>(Adjacency pattern, ReadOnlySpan<T> a, ReadOnlySpan<T> b, int heads, int width, Span<T> y, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (width % heads != 0 || a.Length != (long)pattern.Rows * width || b.Length != (long)pattern.Columns * width || y.Length != (long)pattern.Count * heads)
            throw new ArgumentException($"A pattern [{pattern.Rows}, {pattern.Columns}] of {pattern.Count} entries and {heads} heads of {width} columns does not fit {a.Length}, {b.Length} and {y.Length} numbers.", nameof(pattern));
        var work = new Rows<T>(pattern, a, b, heads, width, y, add);
        team.Run(SparseRows.Chunks(pattern, width), ref work);
    }

    internal static void MultiplyScalar<T>(Adjacency pattern, ReadOnlySpan<T> a, ReadOnlySpan<T> b, int heads, int width, Span<T> y, bool add) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = width / heads;
        for (var v = 0; v < pattern.Rows; v++)
            for (var e = pattern.Offsets[v]; e < pattern.Offsets[v + 1]; e++)
                for (var h = 0; h < heads; h++)
                {
                    var sum = T.Zero;
                    for (var j = h * k; j < (h + 1) * k; j++)
                        sum += a[v * width + j] * b[pattern.Sources[e] * width + j];
                    y[e * heads + h] = add ? y[e * heads + h] + sum : sum;
                }
    }

    private readonly ref struct Rows<T>(Adjacency pattern, ReadOnlySpan<T> a, ReadOnlySpan<T> b, int heads, int width, Span<T> y, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _b = b;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(pattern, width, chunk);
            var sources = pattern.Sources;
            var k = width / heads;
            ref var a0 = ref MemoryMarshal.GetReference(_a);
            ref var b0 = ref MemoryMarshal.GetReference(_b);
            for (var v = begin; v < end; v++)
                for (var e = pattern.Offsets[v]; e < pattern.Offsets[v + 1]; e++)
                {
                    // Both rows were checked: v by the sizes, the source when the pattern was made.
                    ref var left = ref Unsafe.Add(ref a0, (nint)v * width);
                    ref var right = ref Unsafe.Add(ref b0, (nint)sources[e] * width);
                    var products = _y.Slice(e * heads, heads);
                    for (var h = TakeEights(ref left, ref right, k, products, add); h < products.Length; h++)
                    {
                        var product = Fused.Dot(ref Unsafe.Add(ref left, h * k), ref Unsafe.Add(ref right, h * k), k);
                        products[h] = add ? products[h] + product : product;
                    }
                }
        }
    }
}
