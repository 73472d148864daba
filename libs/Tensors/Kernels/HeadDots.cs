using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>One product with a fixed vector for each row and head: y[v, h] = Σ_k a[h, k] · x[v, h, k].</summary>
/// <remarks>Sums for a run in fixed chunks of rows: the same bits for any number of threads.</remarks>
public static class HeadDots
{
    /// <summary>The products. 2·n·width flops.</summary>
    /// <param name="x">[n, width], width = heads · k.</param>
    /// <param name="a">[width].</param>
    /// <param name="y">[n, heads]; overwritten; no overlap.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> a, int heads, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Rows(x.Length, a.Length, heads, y.Length);
        var work = new Forward<T>(x, a, heads, rows, y);
        team.Run(ElementChunks.RowCount(rows, a.Length), ref work);
    }

    /// <summary>The gradient for a: da[h, k] += Σ_v dy[v, h] · x[v, h, k].</summary>
    /// <param name="dy">[n, heads].</param>
    /// <param name="partial">At least <see cref="PartialLength"/> numbers of scratch.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void VectorGradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, int heads, Span<T> da, Span<T> partial, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Rows(x.Length, da.Length, heads, dy.Length);
        partial = partial[..PartialLength(rows, da.Length)];
        var work = new ForVector<T>(x, dy, heads, rows, da.Length, partial);
        team.Run(ElementChunks.RowCount(rows, da.Length), ref work);
        for (; partial.Length > 0; partial = partial[da.Length..])
            TensorPrimitives.Add(da, partial[..da.Length], da);
    }

    /// <summary>The gradient for x: dx[v, h, k] (+)= dy[v, h] · a[h, k].</summary>
    /// <param name="add">False overwrites dx.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void RowGradient<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dy, int heads, Span<T> dx, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = Rows(dx.Length, a.Length, heads, dy.Length);
        var work = new ForRows<T>(a, dy, heads, rows, dx, add);
        team.Run(ElementChunks.RowCount(rows, a.Length), ref work);
    }

    /// <summary>Scratch that <see cref="VectorGradient"/> needs.</summary>
    public static int PartialLength(int rows, int width) => ElementChunks.RowCount(rows, width) * width;

    private static int Rows(int x, int width, int heads, int y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        var rows = y / heads;
        if (width % heads != 0 || x != (long)rows * width || y != (long)rows * heads)
            throw new ArgumentException($"{heads} heads of {width} columns do not fit {x} and {y} numbers.", nameof(heads));
        return rows;
    }

    private readonly ref struct Forward<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> a, int heads, int rows, Span<T> y) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _a = a;
        private readonly Span<T> _y = y;

        // Sizes were checked: row i / heads and head i % heads of x and y, and all heads of a.
        public void Run(int chunk)
        {
            var (begin, count) = ElementChunks.Rows(rows, _a.Length, chunk);
            var k = _a.Length / heads;
            ref var x0 = ref MemoryMarshal.GetReference(_x);
            ref var a0 = ref MemoryMarshal.GetReference(_a);
            for (var i = begin * heads; i < (begin + count) * heads;)
                for (var h = 0; h < heads; h++, i++)
                    _y[i] = Fused.Dot(ref Unsafe.Add(ref x0, (nint)i * k), ref Unsafe.Add(ref a0, h * k), k);
        }
    }

    private readonly ref struct ForVector<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, int heads, int rows, int width, Span<T> partial) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _partial = partial;

        public void Run(int chunk)
        {
            var (begin, count) = ElementChunks.Rows(rows, width, chunk);
            var da = _partial.Slice(chunk * width, width);
            var k = width / heads;
            da.Clear();
            ref var x0 = ref MemoryMarshal.GetReference(_x);
            ref var da0 = ref MemoryMarshal.GetReference(da);
            for (var i = begin * heads; i < (begin + count) * heads;)
                for (var h = 0; h < heads; h++, i++)
                    Fused.Scale(_dy[i], ref Unsafe.Add(ref x0, (nint)i * k), ref Unsafe.Add(ref da0, h * k), k, add: true);
        }
    }

    private readonly ref struct ForRows<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> dy, int heads, int rows, Span<T> dx, bool add) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var (begin, count) = ElementChunks.Rows(rows, _a.Length, chunk);
            var k = _a.Length / heads;
            ref var a0 = ref MemoryMarshal.GetReference(_a);
            ref var dx0 = ref MemoryMarshal.GetReference(_dx);
            for (var i = begin * heads; i < (begin + count) * heads;)
                for (var h = 0; h < heads; h++, i++)
                    Fused.Scale(_dy[i], ref Unsafe.Add(ref a0, h * k), ref Unsafe.Add(ref dx0, (nint)i * k), k, add);
        }
    }
}
