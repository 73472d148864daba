using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetMl.Trees.Growing;

/// <summary>Gradients and hessians as whole numbers, so that sums are exact: their order, the threads and the subtraction of histograms change no bit.</summary>
/// <remarks>
/// A sum is two 64-bit numbers: the gradient; and the rows in the upper bits of the second, the hessian in the lower ones. The units are
/// powers of two, as small as the sums over all rows allow: about 2⁻⁴⁶ of the sum of hessians with 2¹⁶ rows, 2⁻⁴² with 2²⁰.
/// </remarks>
internal readonly struct FixedPoint
{
    private readonly int _countShift;
    private readonly long _hessianMask;
    private readonly double _perGradient;
    private readonly double _perHessian;
    private readonly double _gradientUnit;
    private readonly double _hessianUnit;

    /// <param name="rows">That are added up at most.</param>
    /// <param name="gradients">Σ |gradient| over them.</param>
    /// <param name="hessians">Σ hessian over them, none of which is negative.</param>
    public FixedPoint(int rows, double gradients, double hessians)
    {
        var countBits = 32 - BitOperations.LeadingZeroCount((uint)rows);
        _countShift = 63 - countBits;
        _hessianMask = (1L << _countShift) - 1;
        // One bit is left for what rounding adds.
        _perGradient = Scale(61, gradients);
        _perHessian = Scale(_countShift - 2, hessians);
        (_gradientUnit, _hessianUnit) = (1 / _perGradient, 1 / _perHessian);
    }

    /// <summary>One row's numbers.</summary>
    public Vector128<long> Row(double gradient, double hessian) =>
        Vector128.Create((long)Math.Round(gradient * _perGradient), (long)Math.Round(hessian * _perHessian) | 1L << _countShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rows(long second) => (int)(second >>> _countShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Hessian(long second) => (second & _hessianMask) * _hessianUnit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Gradient(long first) => first * _gradientUnit;

    public Vector<long> Rows(Vector<long> seconds) => seconds >>> _countShift;

    public Vector<double> Hessians(Vector<long> seconds) => Vector.ConvertToDouble(seconds & new Vector<long>(_hessianMask)) * _hessianUnit;

    public Vector<double> Gradients(Vector<long> firsts) => Vector.ConvertToDouble(firsts) * _gradientUnit;

    private static double Scale(int bits, double sum) => Math.ScaleB(1, Math.Min(1000, bits - (sum > 0 ? Math.ILogB(sum) + 1 : 0)));
}
