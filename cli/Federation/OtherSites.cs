using System.Security.Cryptography;
using NetMl.Cli.Api;
using NetMl.Federation.Messages;

namespace NetMl.Cli.Federation;

/// <summary>The signing keys of the other sites, as far as this site trusts them.</summary>
internal sealed class OtherSites(SitesApi api, SitePins pins, SiteSelf self) : IDisposable
{
    private readonly Dictionary<string, ECDsa> _keys = new(StringComparer.Ordinal);

    /// <summary>Makes sure that the keys of a cohort are known and the pinned ones.</summary>
    /// <returns>Null, or why this cohort is refused.</returns>
    public async Task<string?> RefusalAsync(IReadOnlyList<string> cohort, CancellationToken cancellationToken)
    {
        if (!cohort.Contains(self.Site, StringComparer.Ordinal))
            return "The server's list of the round's sites does not name this one.";
        // Read anew for each round: a key that was exchanged meanwhile is to be noticed.
        var shown = (await api.KeysAsync(cancellationToken)).Keys;
        foreach (var site in cohort)
        {
            if (!shown.TryGetValue(site, out var key))
                return $"The server does not show the signing key of site '{site}'.";
            var isOwn = site == self.Site;
            if (isOwn && !key.AsSpan().SequenceEqual(self.SigningKey.ExportSubjectPublicKeyInfo()))
                return "The server shows the others another signing key for this site than its own.";
            if (!isOwn && pins.Refusal(site, key) is { } refusal)
                return refusal;
            if (!_keys.ContainsKey(site))
                _keys.Add(site, SigningKey.Import(key));
        }
        return null;
    }

    public ECDsa? KeyOf(string site) => _keys.GetValueOrDefault(site);

    public void Dispose()
    {
        foreach (var key in _keys.Values)
            key.Dispose();
    }
}
