using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace NetMl.Federation.SecureAggregation;

/// <summary>A number modulo p = 2^521 − 1, as nine limbs of 58 bits, least first; limbs may exceed 58 bits by a little between operations.</summary>
[InlineArray(PrimeField.Limbs)]
internal struct FieldElement
{
    private ulong _limb;
}

/// <summary>Arithmetic modulo the Mersenne prime p = 2^521 − 1, of which every 256-bit secret is an element.</summary>
/// <remarks>
/// No branch and no index depends on the value of an element; only <see cref="Invert"/>'s exponent, p − 2, and the lengths, all public, steer the flow.
/// 2^522 ≡ 2 (mod p), so what runs over the top limb comes back at the bottom, doubled.
/// </remarks>
internal static class PrimeField
{
    public const int Limbs = 9;

    /// <summary>Of an element as little-endian bytes: 521 bits.</summary>
    public const int Bytes = 66;

    private const int LimbBits = 58;
    private const ulong LimbMask = (1UL << LimbBits) - 1;
    private const ulong TopMask = (1UL << 57) - 1;

    public static FieldElement Add(in FieldElement a, in FieldElement b)
    {
        var sum = default(FieldElement);
        for (var i = 0; i < Limbs; i++) sum[i] = a[i] + b[i];
        Carry(ref sum);
        return sum;
    }

    public static FieldElement Negate(in FieldElement a)
    {
        // 4p − a keeps every limb positive.
        var result = default(FieldElement);
        for (var i = 0; i < Limbs - 1; i++) result[i] = 4 * LimbMask - a[i];
        result[Limbs - 1] = 4 * TopMask - a[Limbs - 1];
        Carry(ref result);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FieldElement Multiply(in FieldElement a, in FieldElement b)
    {
        // Column k gathers a[i]·b[j] with i + j = k, and twice those with i + j = k + 9; at most 17 · 2^117, far below 2^128.
        var product = default(FieldElement);
        UInt128 carry = 0;
        for (var k = 0; k < Limbs; k++)
        {
            UInt128 low = 0, high = 0;
            for (var i = 0; i <= k; i++) low += Math.BigMul(a[i], b[k - i]);
            for (var i = k + 1; i < Limbs; i++) high += Math.BigMul(a[i], b[k + Limbs - i]);
            carry += low + (high << 1);
            product[k] = (ulong)carry & LimbMask;
            carry >>= LimbBits;
        }
        FoldTop(ref product, carry);
        return product;
    }

    /// <param name="factor">At most 2^32.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static FieldElement MultiplySmall(in FieldElement a, ulong factor)
    {
        var product = default(FieldElement);
        UInt128 carry = 0;
        for (var i = 0; i < Limbs; i++)
        {
            carry += Math.BigMul(a[i], factor);
            product[i] = (ulong)carry & LimbMask;
            carry >>= LimbBits;
        }
        FoldTop(ref product, carry);
        return product;
    }

    /// <summary>a^(p−2): the inverse of a ≠ 0 (Fermat).</summary>
    public static FieldElement Invert(in FieldElement a)
    {
        // p − 2 = 4 · (2^519 − 1) + 1. a^(2^n − 1) grows by a^(2^(2n) − 1) = (a^(2^n − 1))^(2^n) · a^(2^n − 1), along the bits of 519.
        var (result, ones) = (a, 1);
        for (var bit = 8; bit >= 0; bit--)
        {
            result = Multiply(SquareOften(result, ones), result);
            ones *= 2;
            if ((519 >> bit & 1) == 0) continue;
            result = Multiply(Multiply(result, result), a);
            ones++;
        }
        return Multiply(SquareOften(result, 2), a);
    }

    /// <summary>a^(2^times).</summary>
    private static FieldElement SquareOften(FieldElement a, int times)
    {
        for (; times > 0; times--) a = Multiply(a, a);
        return a;
    }

    public static FieldElement Small(ulong value)
    {
        var element = default(FieldElement);
        element[0] = value & LimbMask;
        element[1] = value >> LimbBits;
        return element;
    }

    /// <summary>A uniform element (0 twice as likely as others, at 2^−520) from the cryptographic generator.</summary>
    public static FieldElement Random()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        bytes[^1] &= 1;
        var element = Load(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return element;
    }

    /// <param name="bytes">Little-endian, up to 66; above 2^521 is a caller's bug (see <see cref="IsElement"/>).</param>
    public static FieldElement Load(ReadOnlySpan<byte> bytes)
    {
        var element = default(FieldElement);
        UInt128 gathered = 0;
        var (bits, limb) = (0, 0);
        foreach (var value in bytes)
        {
            gathered |= (UInt128)value << bits;
            bits += 8;
            if (bits < LimbBits) continue;
            element[limb++] = (ulong)gathered & LimbMask;
            gathered >>= LimbBits;
            bits -= LimbBits;
        }
        if (limb < Limbs) element[limb] = (ulong)gathered;
        return element;
    }

    /// <param name="bytes">[66], overwritten with the one representative below p, little-endian.</param>
    public static void Store(FieldElement element, Span<byte> bytes)
    {
        Reduce(ref element);
        UInt128 gathered = 0;
        var (bits, at) = (0, 0);
        for (var limb = 0; limb < Limbs; limb++)
        {
            gathered |= (UInt128)element[limb] << bits;
            bits += LimbBits;
            for (; bits >= 8; bits -= 8, gathered >>= 8) bytes[at++] = (byte)gathered;
        }
        bytes[at] = (byte)gathered;
    }

    /// <summary>True if the 66 bytes are a number below p; whether they are is public, what they are is not.</summary>
    public static bool IsElement(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes || bytes[^1] > 1) return false;
        var all = bytes[^1] | 0xFE;
        foreach (var value in bytes[..^1]) all &= value;
        return all != 0xFF;
    }

    private static void Carry(ref FieldElement a)
    {
        ulong carry = 0;
        for (var i = 0; i < Limbs; i++)
        {
            var limb = a[i] + carry;
            a[i] = limb & LimbMask;
            carry = limb >> LimbBits;
        }
        FoldTop(ref a, carry);
    }

    private static void FoldTop(ref FieldElement a, UInt128 carry)
    {
        carry = (carry << 1) + a[0];
        a[0] = (ulong)carry & LimbMask;
        a[1] += (ulong)(carry >> LimbBits);
    }

    /// <summary>The representative below p.</summary>
    private static void Reduce(ref FieldElement a)
    {
        // Twice: carry all through, then bring bit 521 and above (2^521 ≡ 1) to the bottom; the second time nothing is left above but perhaps p itself.
        for (var pass = 0; pass < 2; pass++)
        {
            Carry(ref a);
            ulong carry = a[Limbs - 1] >> 57;
            a[Limbs - 1] &= TopMask;
            for (var i = 0; i < Limbs; i++)
            {
                var limb = a[i] + carry;
                a[i] = i == Limbs - 1 ? limb : limb & LimbMask;
                carry = limb >> LimbBits;
            }
        }
        ulong difference = a[Limbs - 1] ^ TopMask;
        for (var i = 0; i < Limbs - 1; i++) difference |= a[i] ^ LimbMask;
        var keep = 0UL - ((difference | (0UL - difference)) >> 63);
        for (var i = 0; i < Limbs; i++) a[i] &= keep;
    }
}
