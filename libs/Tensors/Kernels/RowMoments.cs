using System.Numerics;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>Rows with mean 0 and variance 1, and the gradient of that.</summary>
internal static class RowMoments
{
    /// <summary>yᵢ = (xᵢ − mean) · scaleᵢ with scaleᵢ = 1 / √(variance + epsilon), the variance over m (not m − 1) numbers.</summary>
    /// <param name="x">[n, m], m ≥ 1.</param>
    /// <param name="scales">[n]; written.</param>
    public static void Normalise<T>(ReadOnlySpan<T> x, T epsilon, Span<T> scales, Span<T> y, WorkTeam team) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Forward<T>(x, epsilon, scales, y);
        team.Run(ElementChunks.RowCount(scales.Length, work.Columns), ref work);
    }

    /// <summary>dxᵢ (+)= scaleᵢ · (gᵢ − mean(gᵢ) − yᵢ · mean(gᵢ · yᵢ)) with g = dy · gain.</summary>
    /// <param name="y">What <see cref="Normalise"/> gave.</param>
    /// <param name="gain">[m].</param>
    public static void Gradient<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> scales, ReadOnlySpan<T> gain, ReadOnlySpan<T> dy, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var work = new Backward<T>(y, scales, gain, dy, dx, add);
        team.Run(ElementChunks.RowCount(scales.Length, gain.Length), ref work);
    }

    private readonly ref struct Forward<T>(ReadOnlySpan<T> x, T epsilon, Span<T> scales, Span<T> y) : IChunkWork where T : unmanaged, IFloatingPointIeee754<T>
    {
        public readonly int Columns = scales.IsEmpty ? 0 : x.Length / scales.Length;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _scales = scales;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, rows) = ElementChunks.Rows(_scales.Length, Columns, chunk);
            var share = T.One / T.CreateChecked(Columns);
            for (var row = begin; row < begin + rows; row++)
            {
                var x = _x.Slice(row * Columns, Columns);
                var y = _y.Slice(row * Columns, Columns);
                ShortRows.Subtract(x, ShortRows.Sum(x) * share, y);
                _scales[row] = T.One / T.Sqrt(ShortRows.Dot<T>(y, y) * share + epsilon);
                ShortRows.Multiply(y, _scales[row], y);
            }
        }
    }

    private readonly ref struct Backward<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> scales, ReadOnlySpan<T> gain, ReadOnlySpan<T> dy, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _scales = scales;
        private readonly ReadOnlySpan<T> _gain = gain;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var columns = _gain.Length;
            var (begin, rows) = ElementChunks.Rows(_scales.Length, columns, chunk);
            for (var row = begin; row < begin + rows; row++)
                Row(_y.Slice(row * columns, columns), _scales[row], _dy.Slice(row * columns, columns), _dx.Slice(row * columns, columns));
        }

        private void Row(ReadOnlySpan<T> y, T scale, ReadOnlySpan<T> dy, Span<T> dx)
        {
            var (sum, product) = Sums(y, dy);
            var share = T.One / T.CreateChecked(y.Length);
            var (mean, slope) = (sum * share, product * share);
            var (i, width) = (0, Vector<T>.Count);
            for (; i <= y.Length - width; i += width)
            {
                var g = new Vector<T>(dy[i..]) * new Vector<T>(_gain[i..]);
                var d = (g - new Vector<T>(mean) - new Vector<T>(y[i..]) * new Vector<T>(slope)) * new Vector<T>(scale);
                (add ? new Vector<T>(dx[i..]) + d : d).CopyTo(dx[i..]);
            }

            for (; i < y.Length; i++)
                dx[i] = (add ? dx[i] : T.Zero) + scale * (dy[i] * _gain[i] - mean - y[i] * slope);
        }

        private (T Sum, T Product) Sums(ReadOnlySpan<T> y, ReadOnlySpan<T> dy)
        {
            var (sums, products) = (Vector<T>.Zero, Vector<T>.Zero);
            var (i, width) = (0, Vector<T>.Count);
            for (; i <= y.Length - width; i += width)
            {
                var g = new Vector<T>(dy[i..]) * new Vector<T>(_gain[i..]);
                sums += g;
                products += g * new Vector<T>(y[i..]);
            }

            var (sum, product) = (Vector.Sum(sums), Vector.Sum(products));
            for (; i < y.Length; i++)
            {
                sum += dy[i] * _gain[i];
                product += dy[i] * _gain[i] * y[i];
            }
            return (sum, product);
        }
    }
}
