namespace NetMl.Federation.SecureAggregation;

/// <summary>Gathers advertisements and refuses those of other terms or with a key that was there before; that a key is a point of the curve shows when it is imported.</summary>
/// <param name="terms">[32] Digest of the terms.</param>
internal sealed class AdvertisementCheck(byte[] terms)
{
    // By X alone: a point and its negative agree on the same secrets.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Remembers the keys; nothing of a refused advertisement.</summary>
    /// <exception cref="SecureSumException">Says what is wrong.</exception>
    public void Add(KeyAdvertisement advertisement, string site)
    {
        if (!advertisement.Terms.AsSpan().SequenceEqual(terms)) throw new SecureSumException($"Site {site} was told other terms for this round.");
        var (mask, share) = (Name(advertisement.MaskKey), Name(advertisement.ShareKey));
        if (mask == share || _seen.Contains(mask) || _seen.Contains(share)) throw new SecureSumException($"Site {site} advertises a key that was advertised before.");
        _seen.Add(mask);
        _seen.Add(share);
    }

    private static string Name(byte[] publicKey) => Convert.ToHexString(publicKey.AsSpan(0, KeyAgreement.PublicKeyBytes / 2));
}
