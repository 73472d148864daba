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
