using System.Numerics;
using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>A function that is applied to each element, with its slope.</summary>
internal interface IActivation<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Name of the operation in a <see cref="Autograd.TapeStep{T}"/>.</summary>
    string Name => GetType().Name;

    /// <summary>Its slope, factor or limit, where it has one.</summary>
    T Setting => T.Zero;

    /// <summary>y = f(x); the spans do not overlap.</summary>
    void Forward(ReadOnlySpan<T> x, Span<T> y);

    /// <summary>slope = f′(x), given y = f(x) too.</summary>
    void Slope(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> slope);
}

/// <summary>Runs activations and their gradients in chunks.</summary>
internal static class Activation
{
    private const int SlopePart = 512;

    /// <summary>y = f(x).</summary>
    public static void Forward<T, TActivation>(TActivation activation, ReadOnlySpan<T> x, Span<T> y, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        var work = new ForwardChunk<T, TActivation>(activation, x, y);
        team.Run(ElementChunks.Count(x.Length), ref work);
    }

    /// <summary>dx (+)= f′(x) · dy.</summary>
    public static void Backward<T, TActivation>(TActivation activation, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, bool add, WorkTeam team)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        var work = new BackwardChunk<T, TActivation>(activation, x, y, dy, dx, add);
        team.Run(ElementChunks.Count(x.Length), ref work);
    }

    private readonly ref struct ForwardChunk<T, TActivation>(TActivation activation, ReadOnlySpan<T> x, Span<T> y) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run(int chunk)
        {
            var (begin, length) = ElementChunks.Range(_x.Length, chunk);
            activation.Forward(_x.Slice(begin, length), _y.Slice(begin, length));
        }
    }

    private readonly ref struct BackwardChunk<T, TActivation>(TActivation activation, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, bool add) : IChunkWork
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<T>
    {
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run(int chunk)
        {
            var (begin, length) = ElementChunks.Range(_x.Length, chunk);
            Span<T> buffer = stackalloc T[SlopePart];
            for (var at = begin; at < begin + length; at += SlopePart)
            {
                var slope = buffer[..Math.Min(SlopePart, begin + length - at)];
                activation.Slope(_x.Slice(at, slope.Length), _y.Slice(at, slope.Length), slope);
                var dy = _dy.Slice(at, slope.Length);
                var dx = _dx.Slice(at, slope.Length);
                if (add)
                    TensorPrimitives.MultiplyAdd(dy, slope, dx, dx);
                else
                    TensorPrimitives.Multiply(dy, slope, dx);
            }
        }
    }
}
