using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Sums and means over the rows that a row hears from.</summary>
/// <remarks>Every output value is a sum over the entries of its row in their order, in one accumulator: the same bits for any number of threads.</remarks>
public static partial class Segments
{
    /// <summary>output[v] = mean of values[picks[e]] over the entries e of v; zeros where v has none. One thread.</summary>
    /// <param name="picks">[entries]: row of <paramref name="values"/> for each entry (sources for neighbours, entries for flows).</param>
    /// <param name="values">[rows of values, width].</param>
    /// <param name="output">[n, width]; overwritten; no overlap with values.</param>
    public static void Mean<T>(ReadOnlySpan<int> offsets, ReadOnlySpan<int> picks, ReadOnlySpan<T> values, int width, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var v = 0; v < offsets.Length - 1; v++)
        {
            var row = output.Slice(v * width, width);
            row.Clear();
            for (var e = offsets[v]; e < offsets[v + 1]; e++)
                TensorPrimitives.Add(row, values.Slice(picks[e] * width, width), row);
            if (offsets[v + 1] - offsets[v] > 1)
                TensorPrimitives.Multiply(row, T.One / T.CreateChecked(offsets[v + 1] - offsets[v]), row);
        }
    }

    /// <summary>y[v] (+)= Σ x[u] over the sources u of row v.</summary>
    /// <param name="x">[columns of the adjacency, width].</param>
    /// <param name="y">[rows of the adjacency, width]; no overlap with x.</param>
    /// <param name="add">False overwrites y; a row without sources is zero then.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void Sum<T>(Adjacency adjacency, ReadOnlySpan<T> x, int width, Span<T> y, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, x.Length, width, y.Length);
        var work = new Rows<T, One<T>>(adjacency, default, x, width, isMean: false, y, add);
        team.Run(SparseRows.Chunks(adjacency, width), ref work);
    }

    /// <summary>y[v] (+)= mean of x[u] over the sources u of row v (0 when none).</summary>
    /// <inheritdoc cref="Sum"/>
    public static void Mean<T>(Adjacency adjacency, ReadOnlySpan<T> x, int width, Span<T> y, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckSizes(adjacency, x.Length, width, y.Length);
        var work = new Rows<T, One<T>>(adjacency, default, x, width, isMean: true, y, add);
        team.Run(SparseRows.Chunks(adjacency, width), ref work);
    }

    /// <summary>The gradient of the mean: dx[u] (+)= Σ dy[v] / count(v) over the rows v that hear u.</summary>
    /// <param name="dy">[rows of the adjacency, width].</param>
    /// <param name="dx">[columns of the adjacency, width]; no overlap with dy.</param>
    /// <param name="add">False overwrites dx.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    public static void MeanGradient<T>(Adjacency adjacency, ReadOnlySpan<T> dy, int width, Span<T> dx, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var back = adjacency.Transposed;
        CheckSizes(back, dy.Length, width, dx.Length);
        var work = new Rows<T, InverseCount<T>>(back, new InverseCount<T>(adjacency.Offsets), dy, width, isMean: false, dx, add);
        team.Run(SparseRows.Chunks(back, width), ref work);
    }

    internal static void SumScalar<T, TWeight>(ReadOnlySpan<int> sources, TWeight weight, ReadOnlySpan<T> x, T scale, Span<T> y, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWeight : struct, IEntryWeight<T>, allows ref struct
    {
        for (var j = 0; j < y.Length; j++)
        {
            var sum = T.Zero;
            foreach (var source in sources)
                sum += weight.Of(source) * x[source * y.Length + j];
            y[j] = add ? y[j] + scale * sum : scale * sum;
        }
    }

    internal static void CheckSizes(Adjacency adjacency, long x, long width, long y)
    {
        if (x != adjacency.Columns * width || y != adjacency.Rows * width)
            throw new ArgumentException($"An adjacency [{adjacency.Rows}, {adjacency.Columns}] and rows of {width} do not fit {x} and {y} numbers.", nameof(adjacency));
    }

    /// <summary>What the row of a source counts in a sum.</summary>
    internal interface IEntryWeight<T>
    {
        T Of(int source);
    }

    internal readonly struct One<T> : IEntryWeight<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T Of(int source) => T.One;
    }

    /// <summary>1 / entries of the row in other compressed rows.</summary>
    internal readonly ref struct InverseCount<T>(ReadOnlySpan<int> offsets) : IEntryWeight<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<int> _offsets = offsets;

        public T Of(int source) => T.One / T.CreateTruncating(_offsets[source + 1] - _offsets[source]);
    }

    private readonly ref struct Rows<T, TWeight>(Adjacency adjacency, TWeight weight, ReadOnlySpan<T> x, int width, bool isMean, Span<T> y, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TWeight : struct, IEntryWeight<T>, allows ref struct
    {
        private readonly TWeight _weight = weight;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, end) = SparseRows.Chunk(adjacency, width, chunk);
            for (var v = begin; v < end; v++)
            {
                var (from, to) = (adjacency.Offsets[v], adjacency.Offsets[v + 1]);
                var heard = new Heard<T, TWeight>(adjacency.Sources[from..to], adjacency.Sources[to..], _weight, _x, width);
                var scale = isMean && to - from > 1 ? T.One / T.CreateTruncating(to - from) : T.One;
                SumRow(heard, scale, _y.Slice(v * width, width), add);
            }
        }
    }
}
