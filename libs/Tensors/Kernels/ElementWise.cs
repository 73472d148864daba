using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Two matrices element by element, or a matrix and a row that stands for each of its rows, in chunks.</summary>
internal static class ElementWise
{
    /// <summary>z = f(a, b); all of one length.</summary>
    public static void Run<T, TPair>(TPair pair, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPair : struct, IElementPair<T>
    {
        var work = new Elements<T, TPair>(pair, a, b, z);
        team.Run(ElementChunks.Count(z.Length), ref work);
    }

    /// <summary>zᵢ = f(aᵢ, row) for each row i of a and z [rows, row.Length].</summary>
    public static void RunRows<T, TPair>(TPair pair, ReadOnlySpan<T> a, ReadOnlySpan<T> row, Span<T> z, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPair : struct, IElementPair<T>
    {
        if (z.IsEmpty)
            return;
        var work = new Rows<T, TPair>(pair, a, row, z);
        team.Run(ElementChunks.RowCount(z.Length / row.Length, row.Length), ref work);
    }

    private readonly ref struct Elements<T, TPair>(TPair pair, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPair : struct, IElementPair<T>
    {
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _b = b;
        private readonly Span<T> _z = z;

        public void Run(int chunk)
        {
            var (begin, length) = ElementChunks.Range(_z.Length, chunk);
            pair.Write(_a.Slice(begin, length), _b.Slice(begin, length), _z.Slice(begin, length));
        }
    }

    private readonly ref struct Rows<T, TPair>(TPair pair, ReadOnlySpan<T> a, ReadOnlySpan<T> row, Span<T> z) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TPair : struct, IElementPair<T>
    {
        // Short rows are repeated until they are worth a call.
        private const int Repeated = 256;
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _row = row;
        private readonly Span<T> _z = z;

        public void Run(int chunk)
        {
            var columns = _row.Length;
            var (begin, rows) = ElementChunks.Rows(_z.Length / columns, columns, chunk);
            Span<T> buffer = stackalloc T[Repeated];
            var together = Math.Clamp(Repeated / columns, 1, rows);
            scoped var repeated = _row;
            if (together > 1)
            {
                for (var copy = 0; copy < together; copy++)
                    _row.CopyTo(buffer[(copy * columns)..]);
                repeated = buffer[..(together * columns)];
            }

            for (var at = begin * columns; at < (begin + rows) * columns; at += repeated.Length)
            {
                var length = Math.Min(repeated.Length, (begin + rows) * columns - at);
                pair.Write(_a.Slice(at, length), repeated[..length], _z.Slice(at, length));
            }
        }
    }
}
