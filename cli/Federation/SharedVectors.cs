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
        var at = _vectors.FindIndex(vector => vector.Sha256 == sha256);
        var bytes = at >= 0 ? _vectors[at].Bytes : await api.VectorAsync(sha256, cancellationToken);
        // The last used stands last: what every round needs stays.
        if (at >= 0)
            _vectors.RemoveAt(at);
        else if (_vectors.Count == Kept)
            _vectors.RemoveAt(0);
        _vectors.Add((sha256, bytes));
        return bytes;
    }

    public async Task<SharedScaling?> ReadScalingAsync(string? sha256, CancellationToken cancellationToken) =>
        sha256 is null ? null : SharedScaling.Decode(await ReadAsync(sha256, cancellationToken));
}
