using System.Security.Cryptography;

namespace NetMl.Federation.Messages;

/// <summary>A site's long-lived key: ECDSA on P-256, its public half known to everybody as SubjectPublicKeyInfo.</summary>
public static class SigningKey
{
    /// <summary>Of the only form that is accepted: P-256 by name, the point uncompressed.</summary>
    public const int PublicKeyBytes = 91;

    // SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING 00 04 … } (RFC 5480): fixed, since curve and point form are.
    private static ReadOnlySpan<byte> Prefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    public static ECDsa Create() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="subjectPublicKeyInfo">From a stranger.</param>
    /// <exception cref="InvalidDataException">Not a P-256 key in the one accepted form, or not a point of the curve.</exception>
    public static ECDsa Import(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        if (subjectPublicKeyInfo.Length != PublicKeyBytes || !subjectPublicKeyInfo.StartsWith(Prefix))
            throw new InvalidDataException("the signing key is not an ECDSA P-256 public key (SubjectPublicKeyInfo, uncompressed point)");
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
            return key;
        }
        catch (CryptographicException)
        {
            key.Dispose();
            throw new InvalidDataException("the signing key is not a point of the curve P-256");
        }
    }

    /// <summary>SHA-256 of the public key in groups of four hexadecimal digits, for comparison by telephone.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var digits = Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));
        return string.Join(' ', digits.Chunk(4).Select(group => new string(group)));
    }
}
