namespace NetMl.Federation.Encoding;

/// <summary>Real numbers as elements of the ring of integers modulo 2^RingBits, so that sums of up to <paramref name="Sites"/> of them can be read back.</summary>
/// <param name="Range">C: numbers are cut to ±C.</param>
/// <param name="ValueBits">b: a number is one of 2^b levels.</param>
public sealed record VectorEncoding(double Range, int ValueBits, int RingBits, int Sites)
{
    /// <summary>As many bits as fit a sum of <paramref name="sites"/> numbers into 32 bits, or the wished number of bits in the smallest ring.</summary>
    /// <param name="wishedBits">0 = as many as fit.</param>
    /// <exception cref="ArgumentException">The wish does not fit: says how many bits do.</exception>
    public static VectorEncoding Fit(int sites, double range, int wishedBits) => throw new NotImplementedException();

    /// <summary>Largest error of one decoded sum of n numbers that were within range: n · step with stochastic rounding.</summary>
    public double Step => throw new NotImplementedException();

    /// <summary>Quantises with stochastic rounding from a cryptographic generator.</summary>
    public void Encode(ReadOnlySpan<double> values, Span<uint> ring) => throw new NotImplementedException();

    /// <summary>Reads the sum of <paramref name="sites"/> encoded vectors.</summary>
    public void DecodeSum(ReadOnlySpan<uint> ring, int sites, Span<double> sums) => throw new NotImplementedException();
}
