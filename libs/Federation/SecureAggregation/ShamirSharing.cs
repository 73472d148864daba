using System.Security.Cryptography;

namespace NetMl.Federation.SecureAggregation;

/// <summary>One holder's part of a secret: the value of the secret's polynomial at the holder's point.</summary>
/// <param name="Point">x, 1 or more; public.</param>
/// <param name="Value">[66], little-endian element of the field.</param>
internal readonly record struct SecretShare(int Point, ReadOnlyMemory<byte> Value);

/// <summary>Splits 32-byte secrets so that any t of the shares give it back and t − 1 say nothing about it.</summary>
/// <remarks>Source: Shamir 1979, over the integers modulo 2^521 − 1 (<see cref="PrimeField"/>).</remarks>
internal static class ShamirSharing
{
    public const int SecretBytes = 32;
    public const int ShareBytes = PrimeField.Bytes;

    /// <param name="secret">[32].</param>
    /// <param name="points">Distinct, 1 or more; where the polynomial is evaluated.</param>
    /// <param name="threshold">t: degree of the polynomial plus one.</param>
    /// <returns>The values at the points, in their order; O(t · points).</returns>
    public static byte[][] Split(ReadOnlySpan<byte> secret, IReadOnlyList<int> points, int threshold)
    {
        if (secret.Length != SecretBytes) throw new ArgumentException($"A secret has {SecretBytes} bytes, not {secret.Length}.", nameof(secret));
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, points.Count);
        var coefficients = new FieldElement[threshold];
        coefficients[0] = PrimeField.Load(secret);
        for (var i = 1; i < threshold; i++) coefficients[i] = PrimeField.Random();
        var shares = new byte[points.Count][];
        for (var i = 0; i < shares.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(points[i], 1);
            var value = coefficients[^1];
            for (var power = threshold - 2; power >= 0; power--)
                value = PrimeField.Add(PrimeField.MultiplySmall(value, (ulong)points[i]), coefficients[power]);
            PrimeField.Store(value, shares[i] = new byte[ShareBytes]);
        }
        Array.Clear(coefficients);
        return shares;
    }

    /// <summary>The secret from exactly t shares.</summary>
    /// <returns>[32], or null if what comes out is no 32-byte secret: a share is wrong, or there are too few.</returns>
    public static byte[]? Combine(IReadOnlyList<SecretShare> shares)
    {
        Span<byte> value = stackalloc byte[ShareBytes];
        PrimeField.Store(AtZero(shares), value);
        var secret = value[SecretBytes..].ContainsAnyExcept((byte)0) ? null : value[..SecretBytes].ToArray();
        CryptographicOperations.ZeroMemory(value);
        return secret;
    }

    /// <summary>The polynomial through the shares at 0: Σ yᵢ Π_{j≠i} xⱼ / (xⱼ − xᵢ), with one inversion for all the divisors.</summary>
    internal static FieldElement AtZero(IReadOnlyList<SecretShare> shares)
    {
        var count = shares.Count;
        var divisors = new FieldElement[count];
        var products = new FieldElement[count + 1];
        var numerator = products[0] = PrimeField.Small(1);
        for (var i = 0; i < count; i++)
        {
            // Points are public, so branching on their order tells nothing.
            numerator = PrimeField.MultiplySmall(numerator, (ulong)shares[i].Point);
            var divisor = PrimeField.Small((ulong)shares[i].Point);
            var negative = false;
            for (var j = 0; j < count; j++)
            {
                if (j == i) continue;
                var difference = shares[j].Point - shares[i].Point;
                if (difference == 0) throw new ArgumentException($"Two shares are of the same point {shares[i].Point}.", nameof(shares));
                divisor = PrimeField.MultiplySmall(divisor, (ulong)Math.Abs(difference));
                negative ^= difference < 0;
            }
            divisors[i] = negative ? PrimeField.Negate(divisor) : divisor;
            products[i + 1] = PrimeField.Multiply(products[i], divisors[i]);
        }
        var inverse = PrimeField.Invert(products[count]);
        var sum = default(FieldElement);
        for (var i = count - 1; i >= 0; i--)
        {
            var weight = PrimeField.Multiply(inverse, products[i]);
            inverse = PrimeField.Multiply(inverse, divisors[i]);
            sum = PrimeField.Add(sum, PrimeField.Multiply(weight, PrimeField.Load(shares[i].Value.Span)));
        }
        return PrimeField.Multiply(sum, numerator);
    }
}
