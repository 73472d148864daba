using System.Numerics;

namespace NetMl.Graphs.Centrality;

/// <summary>Counts distinct things from registers that each keep the longest run of leading zeros among the hashes that fall to them.</summary>
/// <remarks>Source: Ertl 2017, "New cardinality estimation algorithms for HyperLogLog sketches", equations 16–17 with τ = 0, since no 64-bit hash here fills a register.</remarks>
internal sealed class HyperLogLog
{
    /// <summary>Sums of 2^−rank are kept as whole multiples of 2^−this: exact, so their order does not matter.</summary>
    private const int FixedPoint = 46;

    private readonly double _numerator;
    private readonly double[] _zeroTerm;
    private readonly long[] _power = new long[65];

    public HyperLogLog(int log2Registers)
    {
        double registers = 1 << log2Registers;
        _numerator = registers * registers / (2 * Math.Log(2));
        _zeroTerm = new double[(1 << log2Registers) + 1];
        for (var zeros = 0; zeros < _zeroTerm.Length; zeros++)
            _zeroTerm[zeros] = registers * Sigma(zeros / registers);
        // Ranks above the fixed point's resolution have chance 2^−46 and count as 2^−46. Empty registers count in the upper bits.
        for (var rank = 1; rank < _power.Length; rank++)
            _power[rank] = 1L << Math.Max(FixedPoint - rank, 0);
    }

    /// <summary>The register that a hash falls to and its rank there, 1 or more.</summary>
    public static (int Register, byte Rank) Place(ulong hash, int log2Registers) =>
        ((int)(hash >> (64 - log2Registers)), (byte)(BitOperations.LeadingZeroCount((hash << log2Registers) | 1) + 1));

    /// <summary>The estimated number of things; infinite rounding apart it never falls when a register rises.</summary>
    public double Count(ReadOnlySpan<byte> registers)
    {
        var sum = 0L;
        var zeros = 0;
        foreach (var rank in registers)
        {
            sum += _power[rank];
            zeros += rank == 0 ? 1 : 0;
        }
        return _numerator / (_zeroTerm[zeros] + sum * (1.0 / (1L << FixedPoint)));
    }

    /// <summary>σ(x) = x + Σ_k x^(2^k) · 2^(k − 1), infinite at 1.</summary>
    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        double sum = x, weight = 1, before;
        do
        {
            before = sum;
            x *= x;
            sum += x * weight;
            weight *= 2;
        }
        while (sum != before);
        return sum;
    }
}
