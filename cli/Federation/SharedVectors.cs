using NetMl.Cli.Api;
using NetMl.Federation.Statistics;

namespace NetMl.Cli.Federation;

/// <summary>Vectors that all sites read, by their hashes; the last few are kept.</summary>
internal sealed class SharedVectors(SitesApi api)
{
    private const int Kept = 4;
    private readonly List<(string Sha256, byte[] Bytes)> _vectors = [];

    /// <summary>Empty for no hash.</summary>
    public async Task<byte[]> ReadAsync(string? sha256, CancellationToken cancellationToken)
    {
        if (sha256 is null)
            return [];
        var known = _vectors.Find(vector => vector.Sha256 == sha256);
        if (known.Bytes is not null)
            return known.Bytes;
        var bytes = await api.VectorAsync(sha256, cancellationToken);
        if (_vectors.Count == Kept)
            _vectors.RemoveAt(0);
        _vectors.Add((sha256, bytes));
        return bytes;
    }

    public async Task<SharedScaling?> ReadScalingAsync(string? sha256, CancellationToken cancellationToken) =>
        sha256 is null ? null : SharedScaling.Decode(await ReadAsync(sha256, cancellationToken));
}
