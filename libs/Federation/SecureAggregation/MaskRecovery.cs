using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Puts the secrets of a round together again from what the survivors gave up: self-mask seeds of survivors, mask keys of the dropped.</summary>
/// <remarks>Safe for many threads. Every secret is checked against what its owner advertised or committed to; a wrong share ends the round.</remarks>
internal sealed class MaskRecovery : IDisposable
{
    private readonly SecureSumSettings _settings;
    private readonly RoundContext _context;
    private readonly IReadOnlyList<SiteProgress> _sites;
    private readonly Dictionary<int, List<SecretShare>> _shares = [];

    // A survivor may be the neighbour of many dropped sites, and to import a key costs more than to agree on one.
    private readonly Lazy<ECDiffieHellman>[] _maskKeys;

    public MaskRecovery(SecureSumSettings settings, RoundContext context, IReadOnlyList<SiteProgress> sites)
    {
        (_settings, _context, _sites) = (settings, context, sites);
        _maskKeys = [.. settings.Sites.Select((name, site) => new Lazy<ECDiffieHellman>(() => KeyAgreement.ImportPublic(AdvertisementOf(site).MaskKey, name)))];
        for (var holder = 0; holder < sites.Count; holder++)
        {
            if (sites[holder].Kept(MessageKind.Unmasking) is not { } message) continue;
            foreach (var share in UnmaskingShares.Decode(message.Body).Shares)
            {
                if (!_shares.TryGetValue(share.Owner, out var list)) _shares[share.Owner] = list = [];
                if (list.Count < settings.Threshold) list.Add(new SecretShare(holder + 1, share.Value));
            }
        }
    }

    /// <returns>[32] Key of the mask that a survivor added for itself.</returns>
    public byte[] SelfMaskKey(int survivor)
    {
        var seed = Combine(survivor);
        if (!_context.SeedCommitment(seed, survivor).AsSpan().SequenceEqual(_sites[survivor].SeedCommitment))
            throw new SecureSumException($"The shares of site {_settings.Sites[survivor]}'s own mask do not give what it committed to.");
        var key = _context.SelfMaskKey(seed, survivor);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <returns>The mask key of a site that dropped out after sharing; the caller disposes it.</returns>
    public ECDiffieHellman MaskKey(int dropped)
    {
        var scalar = Combine(dropped);
        var key = KeyAgreement.ImportPrivate(scalar, AdvertisementOf(dropped).MaskKey, _settings.Sites[dropped]);
        CryptographicOperations.ZeroMemory(scalar);
        return key;
    }

    /// <returns>[32] Key of the mask that a survivor shared with a dropped site.</returns>
    public byte[] PairMaskKey(ECDiffieHellman droppedKey, int dropped, int survivor)
    {
        var other = _maskKeys[survivor].Value;
        byte[] agreed;
        lock (other) agreed = KeyAgreement.Agree(droppedKey, other);
        var key = _context.PairMaskKey(agreed, dropped, survivor);
        CryptographicOperations.ZeroMemory(agreed);
        return key;
    }

    public void Dispose()
    {
        foreach (var key in _maskKeys.Where(key => key.IsValueCreated)) key.Value.Dispose();
    }

    private byte[] Combine(int owner)
    {
        var name = _settings.Sites[owner];
        if (!_shares.TryGetValue(owner, out var shares) || shares.Count < _settings.Threshold)
            throw new SecureSumException($"Fewer than {_settings.Threshold} shares of site {name}'s secret came.");
        return ShamirSharing.Combine(shares) ?? throw new SecureSumException($"A share of site {name}'s secret is wrong.");
    }

    private KeyAdvertisement AdvertisementOf(int site) => _sites[site].Kept(MessageKind.KeyAdvertisement) is { } message
        ? KeyAdvertisement.Decode(message.Body)
        : throw new SecureSumException($"The keys of site {_settings.Sites[site]} are not there.");
}
