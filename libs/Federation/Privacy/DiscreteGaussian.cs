namespace NetMl.Federation.Privacy;

/// <summary>Whole numbers x with chance ∝ e^(−x²/2σ²), drawn exactly: only whole-number arithmetic and uniform bits from RandomNumberGenerator, so no rounding leaks what was hidden.</summary>
/// <remarks>
/// σ is taken as a / b, b a power of two, rounded up by at most 2^−27 of itself (2^−28 below 1), such that all products fit 128 bits. About 1.5 proposals per number.
/// Source: Canonne, Kamath and Steinke 2020, algorithms 1 to 3; we differ: proposals beyond 40t ≥ 40σ are thrown away (they would be taken with chance below e^−780).
/// </remarks>
public sealed class DiscreteGaussian
{
    private const int Bits = 28;
    private const ulong FarthestProposal = 40;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _t;
    private readonly UInt128 _denominator;

    /// <param name="sigma">σ, above 0 and at most 2^27.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ lies outside.</exception>
    public DiscreteGaussian(double sigma)
    {
        if (!(sigma > 0 && sigma <= MostSigma))
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, $"The noise is {sigma} steps of the grid wide; above 0 and at most {MostSigma} can be drawn. Use fewer bits per number.");
        _b = 1UL << (Bits - Math.Max(0, (int)Math.Ceiling(Math.Log2(sigma))));
        _a = (ulong)Math.Ceiling(sigma * _b);
        _t = (ulong)Math.Floor(sigma) + 1;
        _denominator = 2 * (UInt128)(_a * _a) * (UInt128)(_t * _b) * (_t * _b);
    }

    /// <summary>2^27.</summary>
    public const double MostSigma = 1 << (Bits - 1);

    /// <summary>Draws independent numbers. O(n).</summary>
    public void Fill(Span<long> numbers)
    {
        var random = new SecureBits(stackalloc byte[SecureBits.BlockBytes]);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = Next(ref random);
    }

    internal long Next(ref SecureBits random)
    {
        while (true)
        {
            var proposal = Laplace(ref random);
            var size = (ulong)Math.Abs(proposal);
            if (size > FarthestProposal * _t)
                continue;
            // γ = (|y| − σ²/t)² / 2σ² = (|y|·t·b² − a²)² / 2a²t²b²
            var distance = (Int128)size * _t * _b * _b - (Int128)_a * _a;
            var numerator = (UInt128)(distance * distance);
            if (ExpMinus(numerator, _denominator, ref random))
                return proposal;
        }
    }

    /// <summary>Chance ∝ e^(−|y|/t).</summary>
    private long Laplace(ref SecureBits random)
    {
        while (true)
        {
            var rest = random.Below(_t);
            if (!ExpMinusShare(rest, _t, ref random))
                continue;
            ulong whole = 0;
            while (ExpMinusShare(1, 1, ref random))
                whole++;
            var size = (long)(rest + _t * whole);
            var negative = (random.Next() & 1) == 1;
            if (!(negative && size == 0))
                return negative ? -size : size;
        }
    }

    /// <summary>True with chance e^(−numerator/denominator).</summary>
    private static bool ExpMinus(UInt128 numerator, UInt128 denominator, ref SecureBits random)
    {
        var (whole, rest) = UInt128.DivRem(numerator, denominator);
        for (; whole > 0; whole--)
            if (!ExpMinusShare(1, 1, ref random))
                return false;
        return ExpMinusShare(rest, denominator, ref random);
    }

    /// <summary>True with chance e^(−γ), γ = numerator/denominator ≤ 1: the first k with no success of chance γ/k is odd.</summary>
    private static bool ExpMinusShare(UInt128 numerator, UInt128 denominator, ref SecureBits random)
    {
        var k = 1u;
        while (random.Below(denominator * k) < numerator)
            k++;
        return k % 2 == 1;
    }
}
