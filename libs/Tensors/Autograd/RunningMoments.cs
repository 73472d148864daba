using System.Numerics;
using System.Numerics.Tensors;

namespace NetMl.Tensors.Autograd;

/// <summary>Mean and variance of each column, followed over training steps: what batch normalisation answers with.</summary>
public sealed class RunningMoments<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _mean;
    private readonly T[] _variance;
    private readonly double _momentum;

    /// <summary>Mean 0 and variance 1.</summary>
    /// <param name="columns">m.</param>
    /// <param name="momentum">Weight of a new batch, in (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is out of its range.</exception>
    public RunningMoments(int columns, double momentum = 0.1)
    {
        if (!(momentum > 0 && momentum <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The weight of a new batch lies in (0, 1].");
        (_mean, _variance, _momentum) = (new T[columns], new T[columns], momentum);
        _variance.AsSpan().Fill(T.One);
    }

    /// <summary>[m]; write to it to load a model.</summary>
    public Span<T> Mean => _mean;

    /// <summary>[m], of the population (divided by n − 1); write to it to load a model.</summary>
    public Span<T> Variance => _variance;

    /// <summary>Takes in a batch.</summary>
    /// <param name="mean">[m].</param>
    /// <param name="variance">[m], divided by <paramref name="count"/>.</param>
    /// <param name="count">Rows of the batch; the variance of a single row counts as it is.</param>
    internal void Follow(ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, int count)
    {
        var weight = T.CreateChecked(_momentum);
        var unbiased = weight * T.CreateChecked(count) / T.CreateChecked(Math.Max(1, count - 1));
        TensorPrimitives.Multiply(_mean, T.One - weight, _mean);
        TensorPrimitives.MultiplyAdd(mean, weight, _mean, _mean);
        TensorPrimitives.Multiply(_variance, T.One - weight, _variance);
        TensorPrimitives.MultiplyAdd(variance, unbiased, _variance, _variance);
    }
}
