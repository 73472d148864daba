using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Keys;

/// <summary>Knows the keys by their SHA-256 digests; follows configuration changes by swapping the whole ring.</summary>
internal sealed class ApiKeyRing : IDisposable
{
    private readonly IDisposable? _subscription;
    private volatile Entry[] _entries;

    public ApiKeyRing(IOptionsMonitor<ApiKeyOptions> options)
    {
        _entries = Digest(options.CurrentValue);
        _subscription = options.OnChange(changed => _entries = Digest(changed));
    }

    /// <summary>The name of the key, or null. Takes the same time wherever a wrong key differs, and whichever key matches.</summary>
    public string? NameOf(string candidate)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(candidate), digest);
        string? name = null;
        foreach (var entry in _entries)
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Digest, digest))
                name = entry.Name;
        }
        return name;
    }

    public void Dispose() => _subscription?.Dispose();

    private static Entry[] Digest(ApiKeyOptions options) =>
        [.. options.Named().Select(key => new Entry(key.Key, SHA256.HashData(Encoding.UTF8.GetBytes(key.Value))))];

    private sealed record Entry(string Name, byte[] Digest);
}
