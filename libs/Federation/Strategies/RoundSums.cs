using System.Numerics.Tensors;

namespace NetMl.Federation.Strategies;

/// <summary>What every strategy demands of a sum before it moves anything.</summary>
internal static class RoundSums
{
    /// <exception cref="ArgumentException">Another length, no weight, or a number that is not finite.</exception>
    public static void Check(this RoundSum sum, int length)
    {
        if (sum.Mean.Length != length)
            throw new ArgumentException($"The sum has {sum.Mean.Length} numbers instead of {length}.", nameof(sum));
        if (!(sum.Weight > 0) || sum.Sites < 1)
            throw new ArgumentException($"The sum of {sum.Sites} sites weighs {sum.Weight}.", nameof(sum));
        if (!float.IsFinite(TensorPrimitives.SumOfMagnitudes(sum.Mean.Span)))
            throw new ArgumentException("The sum holds numbers that are not finite.", nameof(sum));
    }
}
