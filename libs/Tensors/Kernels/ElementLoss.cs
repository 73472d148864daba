using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>A loss of each element, and its slope.</summary>
internal interface IElementLoss<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>lossᵢ = l(xᵢ, targetᵢ).</summary>
    void Values(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> loss);

    /// <summary>slopeᵢ = ∂l / ∂x.</summary>
    void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> slope);
}

/// <summary>Adds up losses of elements, in chunks.</summary>
/// <remarks>The sums of the chunks are added in ascending order: the same bits for any number of threads.</remarks>
internal static class ElementLoss
{
    private const int Part = 512;

    /// <summary>Σ l(xᵢ, targetᵢ).</summary>
    /// <param name="scratch">At least <see cref="ElementChunks.Count"/> values; overwritten.</param>
    public static T Sum<T, TLoss>(TLoss loss, ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> scratch, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss<T>
    {
        var chunks = ElementChunks.Count(x.Length);
        var work = new SumChunk<T, TLoss>(loss, x, targets, scratch);
        team.Run(chunks, ref work);
        var sum = T.Zero;
        foreach (var part in scratch[..chunks])
            sum += part;
        return sum;
    }

    /// <summary>dxᵢ (+)= factor · ∂l / ∂x.</summary>
    public static void Gradient<T, TLoss>(TLoss loss, T factor, ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss<T>
    {
        var work = new GradientChunk<T, TLoss>(loss, factor, x, targets, dx, add);
        team.Run(ElementChunks.Count(x.Length), ref work);
    }

    private readonly ref struct SumChunk<T, TLoss>(TLoss loss, ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> sums) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _targets = targets;
        private readonly Span<T> _sums = sums;

        public void Run(int chunk)
        {
            var (begin, length) = ElementChunks.Range(_x.Length, chunk);
            Span<T> buffer = stackalloc T[Part];
            var sum = T.Zero;
            for (var at = begin; at < begin + length; at += Part)
            {
                var values = buffer[..Math.Min(Part, begin + length - at)];
                loss.Values(_x.Slice(at, values.Length), _targets.Slice(at, values.Length), values);
                sum += TensorPrimitives.Sum<T>(values);
            }
            _sums[chunk] = sum;
        }
    }

    private readonly ref struct GradientChunk<T, TLoss>(TLoss loss, T factor, ReadOnlySpan<T> x, ReadOnlySpan<T> targets, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, IElementLoss<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _targets = targets;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var (begin, length) = ElementChunks.Range(_x.Length, chunk);
            Span<T> buffer = stackalloc T[Part];
            for (var at = begin; at < begin + length; at += Part)
            {
                var slope = buffer[..Math.Min(Part, begin + length - at)];
                loss.Slope(_x.Slice(at, slope.Length), _targets.Slice(at, slope.Length), slope);
                var dx = _dx.Slice(at, slope.Length);
                if (add)
                    TensorPrimitives.MultiplyAdd(slope, factor, dx, dx);
                else
                    TensorPrimitives.Multiply(slope, factor, dx);
            }
        }
    }
}
