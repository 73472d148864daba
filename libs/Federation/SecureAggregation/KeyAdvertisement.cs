using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Body of a KeyAdvertisement: the digest of the terms as the site knows them, its key for masks and its key for shares (X ‖ Y each).</summary>
internal sealed record KeyAdvertisement(byte[] Terms, byte[] MaskKey, byte[] ShareKey)
{
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "NMKA"u8;

    public byte[] Encode() => new FrameWriter().Bytes(Magic).Byte(Version).Bytes(Terms).Bytes(MaskKey).Bytes(ShareKey).ToArray();

    /// <exception cref="InvalidDataException">Torn.</exception>
    public static KeyAdvertisement Decode(ReadOnlyMemory<byte> body)
    {
        var reader = new FrameReader(body.Span, "key advertisement");
        reader.Header(Magic, Version);
        var advertisement = new KeyAdvertisement(
            reader.Bytes(RoundContext.KeyBytes).ToArray(), reader.Bytes(KeyAgreement.PublicKeyBytes).ToArray(), reader.Bytes(KeyAgreement.PublicKeyBytes).ToArray());
        reader.End();
        return advertisement;
    }
}

/// <summary>Gathers advertisements and refuses those of other terms or with a key that was there before; that a key is a point of the curve shows when it is imported.</summary>
internal sealed class AdvertisementCheck(byte[] terms)
{
    // By X alone: a point and its negative agree on the same secrets.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <exception cref="SecureSumException">Says what is wrong.</exception>
    public void Add(KeyAdvertisement advertisement, string site)
    {
        if (!advertisement.Terms.AsSpan().SequenceEqual(terms))
            throw new SecureSumException($"Site {site} was told other terms for this round.");
        foreach (var key in new[] { advertisement.MaskKey, advertisement.ShareKey })
        {
            if (!_seen.Add(Name(key)))
                throw new SecureSumException($"Site {site} advertises a key that was advertised before.");
        }
    }

    /// <summary>Remembers the keys of an advertisement that was checked before.</summary>
    public void Note(KeyAdvertisement advertisement)
    {
        _seen.Add(Name(advertisement.MaskKey));
        _seen.Add(Name(advertisement.ShareKey));
    }

    private static string Name(byte[] publicKey) => Convert.ToHexString(publicKey.AsSpan(0, KeyAgreement.PublicKeyBytes / 2));
}
