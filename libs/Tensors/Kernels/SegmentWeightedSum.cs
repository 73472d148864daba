using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Sums over the rows that a row hears from, with a weight for each entry and head: attention.</summary>
/// <remarks>Every output value is a sum over the entries of its row in their order, in one accumulator: the same bits for any number of threads.</remarks>
public static partial class SegmentWeightedSum
{
    /// <summary>y[v, h, k] (+)= Σ weights[e, h] · x[u, h, k] over the entries e of row v, each with its source u. 2·entries·width flops.</summary>
    /// <param name="weights">[entries, heads].</param>
    /// <param name="x">[columns of the adjacency, width].</param>
    /// <param name="width">heads · k.</param>
    /// <param name="y">[rows of the adjacency, width]; no overlap.</param>
    /// <param name="add">False overwrites y.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Multiply<T>(Adjacency adjacency, ReadOnlySpan<T> weights, int heads, ReadOnlySpan<T> x, int width, Span<T> y, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(adjacency, [], weights, heads, x, width, y, add, team);

    /// <summary>The gradient for x: dx[u, h, k] (+)= Σ weights[e, h] · dy[v, h, k] over the entries e that name u, v ascending.</summary>
    /// <param name="dy">[rows of the adjacency, width].</param>
    /// <param name="dx">[columns of the adjacency, width]; no overlap.</param>
    /// <inheritdoc cref="Multiply"/>
    public static void Gradient<T>(Adjacency adjacency, ReadOnlySpan<T> weights, int heads, ReadOnlySpan<T> dy, int width, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T> => Run(adjacency.Transposed, adjacency.Transposed.Entries, weights, heads, dy, width, dx, add, team);

    // picks: the entry whose weights count for each entry here; empty = itself.
    internal static void MultiplyScalar<T>(ReadOnlySpan<int> sources, ReadOnlySpan<int> picks, int firstEntry, ReadOnlySpan<T> weights, int heads, ReadOnlySpan<T> x, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var k = y.Length / heads;
        for (var j = 0; j < y.Length; j++)
        {
            var sum = add ? y[j] : T.Zero;
            for (var i = 0; i < sources.Length; i++)
                sum += weights[(picks.IsEmpty ? firstEntry + i : picks[i]) * heads + j / k] * x[sources[i] * y.Length + j];
            y[j] = sum;
        }
    }

    private static void Run<T>(Adjacency adjacency, ReadOnlySpan<int> picks, ReadOnlySpan<T> weights, int heads, ReadOnlySpan<T> x, int width, Span<T> y, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        Segments.CheckSizes(adjacency, x.Length, width, y.Length);
        if (width % heads != 0 || weights.Length != (long)adjacency.Count * heads)
            throw new ArgumentException($"{adjacency.Count} entries of {heads} heads and {width} columns do not fit {weights.Length} weights.", nameof(weights));
        var work = new Rows<T>(adjacency, picks, weights, heads, x, width, y, add);
        team.Run(SparseRows.Chunks(adjacency, width), ref work);
    }

    private readonly ref struct Rows<T>(Adjacency adjacency, ReadOnlySpan<int> picks, ReadOnlySpan<T> weights, int heads, ReadOnlySpan<T> x, int width, Span<T> y, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<int> _picks = picks;
        private readonly ReadOnlySpan<T> _weights = weights;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, width, chunk);
            var hasWideHeads = !SuitsShuffle<T>(_weights.Length, heads, width);
            Span<int> headOfColumn = stackalloc int[ShuffleColumns];
            for (var j = 0; j < width && !hasWideHeads; j++)
                headOfColumn[j] = j / (width / heads);
            for (var v = begin; v < end; v++)
            {
                var (from, to) = (adjacency.Offsets[v], adjacency.Offsets[v + 1]);
                var sources = adjacency.Sources[from..to];
                var picks = _picks.IsEmpty ? _picks : _picks[from..to];
                var y = _y.Slice(v * width, width);
                if (!Vector128.IsHardwareAccelerated)
                    MultiplyScalar(sources, picks, from, _weights, heads, _x, y, add);
                else if (hasWideHeads)
                    HeadByHead(sources, picks, from, _weights, heads, _x, y, add);
                else
                    AllHeads(sources, picks, from, MemoryMarshal.Cast<T, float>(_weights), heads, headOfColumn, MemoryMarshal.Cast<T, float>(_x), MemoryMarshal.Cast<T, float>(y), add);
            }
        }
    }
}
