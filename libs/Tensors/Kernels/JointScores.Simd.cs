using System.Numerics;

namespace NetMl.Tensors.Kernels;

public static partial class JointScores
{
    // One entry and one head; all spans have the length of a.
    private static T Score<T>(ReadOnlySpan<T> source, ReadOnlySpan<T> target, ReadOnlySpan<T> a, T slope) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (j, width) = (0, Vector<T>.Count);
        if (!Vector.IsHardwareAccelerated || a.Length < width)
            return ScoreScalar(source, target, a, slope);
        var lanes = Vector<T>.Zero;
        for (; j <= a.Length - width; j += width)
        {
            var z = new Vector<T>(source[j..]) + new Vector<T>(target[j..]);
            lanes += new Vector<T>(a[j..]) * Vector.ConditionalSelect(Vector.GreaterThan(z, Vector<T>.Zero), z, z * slope);
        }

        return Vector.Sum(lanes) + ScoreScalar(source[j..], target[j..], a[j..], slope);
    }

    private static void Gradient<T>(ReadOnlySpan<T> mine, ReadOnlySpan<T> other, ReadOnlySpan<T> a, T slope, T dy, Span<T> gradient, Span<T> da) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (j, width) = (0, Vector<T>.Count);
        for (; Vector.IsHardwareAccelerated && j <= a.Length - width; j += width)
        {
            var z = new Vector<T>(mine[j..]) + new Vector<T>(other[j..]);
            var isPositive = Vector.GreaterThan(z, Vector<T>.Zero);
            var scaled = new Vector<T>(a[j..]) * dy;
            (new Vector<T>(gradient[j..]) + Vector.ConditionalSelect(isPositive, scaled, scaled * slope)).CopyTo(gradient[j..]);
            if (!da.IsEmpty)
                (new Vector<T>(da[j..]) + Vector.ConditionalSelect(isPositive, z, z * slope) * dy).CopyTo(da[j..]);
        }

        GradientScalar(mine[j..], other[j..], a[j..], slope, dy, gradient[j..], da.IsEmpty ? da : da[j..]);
    }
}
