using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>z = a · p + b · q + r for each row, where p, q and r are rows; in chunks.</summary>
internal static class RowAffine
{
    /// <summary>zᵢ (+)= aᵢ ⊙ p + r.</summary>
    /// <param name="a">[n, m], as z; z may be a.</param>
    /// <param name="p">[m], as r.</param>
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> p, ReadOnlySpan<T> r, Span<T> z, bool add, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T> =>
        Run(a, p, [], [], r, z, add, team);

    /// <summary>zᵢ (+)= aᵢ ⊙ p + bᵢ ⊙ q + r.</summary>
    public static void Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> p, ReadOnlySpan<T> b, ReadOnlySpan<T> q, ReadOnlySpan<T> r, Span<T> z, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Rows<T>(a, p, b, q, r, z, add);
        if (!p.IsEmpty)
            team.Run(ElementChunks.RowCount(z.Length / p.Length, p.Length), ref work);
    }

    private readonly ref struct Rows<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> p, ReadOnlySpan<T> b, ReadOnlySpan<T> q, ReadOnlySpan<T> r, Span<T> z, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _a = a, _p = p, _b = b, _q = q, _r = r;
        private readonly Span<T> _z = z;

        public void Run(int chunk)
        {
            var columns = _p.Length;
            var (begin, rows) = ElementChunks.Rows(_z.Length / columns, columns, chunk);
            for (var row = begin; row < begin + rows; row++)
                Row(_a.Slice(row * columns, columns), _b.IsEmpty ? _b : _b.Slice(row * columns, columns), _z.Slice(row * columns, columns));
        }

        private void Row(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> z)
        {
            var (j, width) = (0, Vector<T>.Count);
            for (; j <= z.Length - width; j += width)
            {
                var value = new Vector<T>(a[j..]) * new Vector<T>(_p[j..]) + new Vector<T>(_r[j..]);
                if (!b.IsEmpty)
                    value += new Vector<T>(b[j..]) * new Vector<T>(_q[j..]);
                (add ? new Vector<T>(z[j..]) + value : value).CopyTo(z[j..]);
            }

            for (; j < z.Length; j++)
            {
                var value = a[j] * _p[j] + _r[j];
                if (!b.IsEmpty)
                    value += b[j] * _q[j];
                z[j] = add ? z[j] + value : value;
            }
        }
    }
}
