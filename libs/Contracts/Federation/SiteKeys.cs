using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NetMl.Contracts.Federation;

/// <summary>Keys that prove themselves: <c>nms1.{federation}.{site}.{keyId}.{mac}</c>, mac = base64url of HMAC-SHA256 over what stands before it.</summary>
/// <remarks>The gateway needs only the secret to know whom a key belongs to; whether it has been taken back, the coordinator knows.</remarks>
public static class SiteKeys
{
    /// <summary>Shortest secret.</summary>
    public const int MinimumSecretCharacters = 32;

    private const string Version = "nms1";
    private const int MacCharacters = 43;

    /// <summary>Makes a key.</summary>
    public static string Create(string secret, string federation, string site, string keyId)
    {
        var claim = $"{Version}.{federation}.{site}.{keyId}";
        return $"{claim}.{Mac(secret, claim)}";
    }

    /// <summary>Whose key it is; null when it is no site key or its mac is wrong. The mac is compared in constant time.</summary>
    public static SiteKeyOwner? Read(string secret, string key)
    {
        if (key.Length > 256 || key.Split('.') is not [Version, { Length: > 0 } federation, { Length: > 0 } site, { Length: > 0 } keyId, { Length: MacCharacters } mac])
            return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(Mac(secret, $"{Version}.{federation}.{site}.{keyId}")))
            ? new SiteKeyOwner(federation, site, keyId)
            : null;
    }

    private static string Mac(string secret, string claim) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(claim)));
}

/// <summary>What a site key opens: the calls of one site of one federation.</summary>
public sealed record SiteKeyOwner(string Federation, string Site, string KeyId);
