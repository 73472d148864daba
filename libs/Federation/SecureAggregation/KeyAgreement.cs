using System.Security.Cryptography;

namespace NetMl.Federation.SecureAggregation;

/// <summary>ECDH on P-256 with fresh keys per round; public keys travel as X ‖ Y, private ones as the 32-byte scalar.</summary>
internal static class KeyAgreement
{
    public const int PublicKeyBytes = 64;

    private const int CoordinateBytes = 32;

    public static ECDiffieHellman Create() => ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public static byte[] PublicKey(ECDiffieHellman key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        // Both coordinates are there: a key of a named curve exports its whole point.
        return [.. point.X!, .. point.Y!];
    }

    /// <returns>[32]; the caller zeroes it.</returns>
    public static byte[] PrivateScalar(ECDiffieHellman key)
    {
        // The scalar is there: the caller made the key pair.
        return key.ExportParameters(includePrivateParameters: true).D!;
    }

    /// <exception cref="SecureSumException">Not a point of the curve.</exception>
    public static ECDiffieHellman ImportPublic(ReadOnlySpan<byte> publicKey, string owner)
    {
        var point = new ECPoint { X = publicKey[..CoordinateBytes].ToArray(), Y = publicKey[CoordinateBytes..PublicKeyBytes].ToArray() };
        try
        {
            return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (CryptographicException)
        {
            throw new SecureSumException($"A public key of site {owner} is not a point of the curve P-256.");
        }
    }

    /// <exception cref="SecureSumException">Not a private key, or of another public key than the site advertised.</exception>
    public static ECDiffieHellman ImportPrivate(byte[] scalar, ReadOnlySpan<byte> advertised, string owner)
    {
        ECDiffieHellman? key = null;
        try
        {
            key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
            if (PublicKey(key).AsSpan().SequenceEqual(advertised)) return key;
        }
        catch (CryptographicException)
        {
            // Zero, or not below the order of the curve: the sentence below says all that is to be said.
        }
        key?.Dispose();
        throw new SecureSumException($"The shares of site {owner}'s mask key do not give the key that it advertised.");
    }

    /// <summary>The shared X coordinate.</summary>
    /// <returns>[32]; goes into <see cref="RoundContext"/>, and is zeroed by the caller.</returns>
    public static byte[] Agree(ECDiffieHellman own, ECDiffieHellman other)
    {
        using var publicKey = other.PublicKey;
        return own.DeriveRawSecretAgreement(publicKey);
    }
}
