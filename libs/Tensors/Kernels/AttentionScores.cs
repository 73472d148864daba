using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>What an entry's source and its row say together, through a leaky rectifier, for each head: GAT's scores.</summary>
/// <remarks>Sums run over the entries in their order: the same bits for any number of threads.</remarks>
public static class AttentionScores
{
    /// <summary>y[e, h] = leaky(source[u, h] + target[v, h]) for each entry e of row v with its source u.</summary>
    /// <param name="source">[columns of the adjacency, heads].</param>
    /// <param name="target">[rows of the adjacency, heads].</param>
    /// <param name="slope">Below zero, leaky(z) = slope · z; &gt; 0.</param>
    /// <param name="y">[entries, heads]; overwritten; no overlap.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Score<T>(Adjacency adjacency, ReadOnlySpan<T> source, ReadOnlySpan<T> target, T slope, int heads, Span<T> y, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Segments.CheckSizes(adjacency, source.Length, heads, target.Length);
        CheckEntries(adjacency, heads, y.Length);
        var work = new Forward<T>(adjacency, source, target, slope, heads, y);
        team.Run(SparseRows.Chunks(adjacency, heads), ref work);
    }

    /// <summary>The gradient for the rows: dtarget[v, h] (+)= Σ dy[e, h] · leaky'(e, h) over the entries e of v.</summary>
    /// <param name="y">[entries, heads]: what <see cref="Score"/> gave; its sign tells the side of the rectifier.</param>
    /// <param name="dy">[entries, heads].</param>
    /// <param name="dtarget">[rows of the adjacency, heads].</param>
    /// <param name="add">False overwrites dtarget.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void TargetGradient<T>(Adjacency adjacency, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, T slope, int heads, Span<T> dtarget, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> => Collect(adjacency, [], y, dy, slope, heads, dtarget, add, team);

    /// <summary>The gradient for the sources: dsource[u, h] (+)= Σ dy[e, h] · leaky'(e, h) over the entries e that name u, rows ascending.</summary>
    /// <param name="dsource">[columns of the adjacency, heads].</param>
    /// <inheritdoc cref="TargetGradient"/>
    public static void SourceGradient<T>(Adjacency adjacency, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, T slope, int heads, Span<T> dsource, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> => Collect(adjacency.Transposed, adjacency.Transposed.Entries, y, dy, slope, heads, dsource, add, team);

    private static void Collect<T>(Adjacency adjacency, ReadOnlySpan<int> picks, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, T slope, int heads, Span<T> sums, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckEntries(adjacency, heads, y.Length);
        CheckEntries(adjacency, heads, dy.Length);
        CheckEntries(adjacency.Rows, heads, sums.Length);
        var work = new Sums<T>(adjacency, picks, y, dy, slope, heads, sums, add);
        team.Run(SparseRows.Chunks(adjacency, heads), ref work);
    }

    private static void CheckEntries(Adjacency adjacency, int heads, int length) => CheckEntries(adjacency.Count, heads, length);

    private static void CheckEntries(int count, int heads, int length)
    {
        if (length != (long)count * heads)
            throw new ArgumentException($"{count} rows of {heads} heads do not fit {length} numbers.", nameof(heads));
    }

    private readonly ref struct Forward<T>(Adjacency adjacency, ReadOnlySpan<T> source, ReadOnlySpan<T> target, T slope, int heads, Span<T> y) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _source = source;
        private readonly ReadOnlySpan<T> _target = target;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, heads, chunk);
            ref var s0 = ref MemoryMarshal.GetReference(_source);
            ref var t0 = ref MemoryMarshal.GetReference(_target);
            ref var y0 = ref MemoryMarshal.GetReference(_y);
            for (var v = begin; v < end; v++)
                for (var e = adjacency.Offsets[v]; e < adjacency.Offsets[v + 1]; e++)
                {
                    // Sizes and sources were checked: each of the three rows of all heads lies in its span.
                    ref var s = ref Unsafe.Add(ref s0, (nint)adjacency.Sources[e] * heads);
                    ref var t = ref Unsafe.Add(ref t0, (nint)v * heads);
                    ref var score = ref Unsafe.Add(ref y0, (nint)e * heads);
                    var h = 0;
                    for (; Vector256.IsHardwareAccelerated && h <= heads - Vector256<T>.Count; h += Vector256<T>.Count)
                    {
                        var z = Vector256.LoadUnsafe(ref s, (nuint)h) + Vector256.LoadUnsafe(ref t, (nuint)h);
                        Vector256.ConditionalSelect(Vector256.GreaterThan(z, Vector256<T>.Zero), z, z * slope).StoreUnsafe(ref score, (nuint)h);
                    }

                    for (; h < heads; h++)
                    {
                        var z = Unsafe.Add(ref s, h) + Unsafe.Add(ref t, h);
                        Unsafe.Add(ref score, h) = z > T.Zero ? z : z * slope;
                    }
                }
        }
    }

    // picks: the entry for each entry here; empty = itself.
    private readonly ref struct Sums<T>(Adjacency adjacency, ReadOnlySpan<int> picks, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, T slope, int heads, Span<T> sums, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<int> _picks = picks;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _sums = sums;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, heads, chunk);
            for (var v = begin; v < end; v++)
            {
                var (from, to) = (adjacency.Offsets[v], adjacency.Offsets[v + 1]);
                var sums = _sums.Slice(v * heads, heads);
                var h = 0;
                for (; Vector256.IsHardwareAccelerated && h <= heads - Vector256<T>.Count; h += Vector256<T>.Count)
                {
                    ref var y0 = ref MemoryMarshal.GetReference(_y);
                    ref var dy0 = ref MemoryMarshal.GetReference(_dy);
                    var sum = add ? Vector256.Create<T>(sums[h..]) : Vector256<T>.Zero;
                    for (var e = from; e < to; e++)
                    {
                        var at = (nuint)((nint)(_picks.IsEmpty ? e : _picks[e]) * heads + h);
                        var passed = Vector256.LoadUnsafe(ref dy0, at);
                        sum += Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.LoadUnsafe(ref y0, at), Vector256<T>.Zero), passed, passed * slope);
                    }
                    sum.CopyTo(sums[h..]);
                }

                for (; h < heads; h++)
                {
                    var sum = add ? sums[h] : T.Zero;
                    for (var e = from; e < to; e++)
                    {
                        var at = (_picks.IsEmpty ? e : _picks[e]) * heads + h;
                        sum += _y[at] > T.Zero ? _dy[at] : _dy[at] * slope;
                    }
                    sums[h] = sum;
                }
            }
        }
    }
}
