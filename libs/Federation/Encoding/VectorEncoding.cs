using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetMl.Federation.Encoding;

/// <summary>Real numbers as elements of the ring of integers modulo 2^RingBits, so that sums of up to <paramref name="Sites"/> of them can be read back.</summary>
/// <remarks>
/// A number becomes its multiple of <see cref="Step"/>, between −L and +L with L = 2^(b−1) − 1, in two's complement: 0 is exactly 0, and the sum of n sites is the sum of their multiples whoever they are.
/// It can be read back while sites · (2^b − 1) &lt; 2^RingBits. Precision: a number's rounding is at most one step and right on average, so a weight w carries a relative error of at most Step / w,
/// and a mean Σwᵢvᵢ/Σwᵢ of n sites at most <see cref="MeanError"/>. With few bits and small weights that is coarse: weigh sites equally there.
/// </remarks>
/// <param name="Range">C: numbers are cut to ±C.</param>
/// <param name="ValueBits">b: a number is one of 2^b − 1 levels.</param>
public sealed record VectorEncoding(double Range, int ValueBits, int RingBits, int Sites)
{
    public const int MinimumValueBits = 2;

    private const int Block = 1024;

    /// <summary>Distance between two levels: C / (2^(b−1) − 1). A decoded sum of n numbers within range is wrong by less than n · Step, on average by nothing, typically by √n · Step / 2.</summary>
    public double Step { get; } = Range / ((1L << (ValueBits - 1)) - 1);

    /// <summary>As many bits as fit a sum of <paramref name="sites"/> numbers into 32 bits, or the wished number of bits in the smallest ring.</summary>
    /// <param name="wishedBits">0 = as many as fit.</param>
    /// <exception cref="ArgumentException">The wish does not fit: says how many bits do.</exception>
    public static VectorEncoding Fit(int sites, double range, int wishedBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sites);
        if (!double.IsFinite(range) || range <= 0)
            throw new ArgumentException($"A range of ±{range} is not a finite number above 0.", nameof(range));
        var most = 32;
        while (!IsHeld(sites, most, 32))
            most--;
        if (most < MinimumValueBits || wishedBits > most || (wishedBits != 0 && wishedBits < MinimumValueBits))
            throw new ArgumentException($"Sums of {sites} sites in 32 bits hold {MinimumValueBits} to {most} bits per number, not {wishedBits}.", nameof(wishedBits));
        var bits = wishedBits == 0 ? most : wishedBits;
        var ring = bits;
        while (!IsHeld(sites, bits, ring))
            ring++;
        return new VectorEncoding(range, bits, ring, sites);
    }

    /// <summary>Largest error of a decoded weighted mean whose true value is at most <paramref name="magnitude"/>: n · Step · (1 + magnitude) / (Σw − n · Step).</summary>
    /// <param name="weight">Σw, as decoded.</param>
    public double MeanError(int sites, double weight, double magnitude) =>
        weight > sites * Step ? sites * Step * (1 + magnitude) / (weight - sites * Step) : double.PositiveInfinity;

    /// <summary>Quantises with stochastic rounding from a cryptographic generator.</summary>
    /// <param name="values">[n].</param>
    /// <param name="ring">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is not a finite number.</exception>
    public void Encode(ReadOnlySpan<double> values, Span<uint> ring)
    {
        CheckLengths(values.Length, ring.Length);
        var (mask, perStep) = (RingPacking.Mask(RingBits), 1 / Step);
        Span<uint> random = stackalloc uint[Block];
        for (var from = 0; from < values.Length; from += Block)
        {
            var count = Math.Min(Block, values.Length - from);
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(random[..count]));
            for (var i = 0; i < count; i++)
            {
                var value = values[from + i];
                if (!double.IsFinite(value))
                    throw new ArgumentException($"Value {from + i} is {value}, not a finite number.", nameof(values));
                ring[from + i] = (uint)Level(Math.Clamp(value, -Range, Range) * perStep, random[i]) & mask;
            }
        }
    }

    /// <summary>Reads the sum of <paramref name="sites"/> encoded vectors.</summary>
    /// <param name="ring">[n].</param>
    /// <param name="sums">[n].</param>
    /// <exception cref="ArgumentException">The lengths differ, or more sites than the ring holds.</exception>
    public void DecodeSum(ReadOnlySpan<uint> ring, int sites, Span<double> sums)
    {
        CheckLengths(ring.Length, sums.Length);
        if (sites < 1 || sites > Sites)
            throw new ArgumentException($"A sum of {sites} sites cannot be read; the ring holds those of 1 to {Sites}.", nameof(sites));
        var unused = 32 - RingBits;
        for (var i = 0; i < ring.Length; i++)
            sums[i] = ((int)(ring[i] << unused) >> unused) * Step;
    }

    /// <summary>Rounds up with the chance of the fraction: floor(scaled) + [random / 2^32 &lt; fraction].</summary>
    internal static long Level(double scaled, uint random)
    {
        var floor = Math.Floor(scaled);
        return (long)floor + (random < (scaled - floor) * 4294967296.0 ? 1 : 0);
    }

    private static bool IsHeld(int sites, int valueBits, int ringBits) => (UInt128)(uint)sites * (uint)((1UL << valueBits) - 1) < UInt128.One << ringBits;

    private static void CheckLengths(int first, int second)
    {
        if (first != second)
            throw new ArgumentException($"{first} numbers do not go into {second}.");
    }
}
