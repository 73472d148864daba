using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>A pair of shares on its way to one neighbour, sealed with AES-256-GCM: nonce ‖ ciphertext ‖ tag.</summary>
/// <remarks>
/// The key comes from a key agreement of this round and direction and seals this one message (a client shares once), so even a repeated nonce could do no harm;
/// it is drawn at random all the same. Slot, sender and receiver are associated data.
/// </remarks>
internal sealed record ShareDelivery(int Receiver, ReadOnlyMemory<byte> Sealed)
{
    /// <summary>Share of the mask key ‖ share of the self-mask seed.</summary>
    public const int PairBytes = 2 * ShamirSharing.ShareBytes;

    /// <summary>Of an encoded delivery.</summary>
    public const int Bytes = 4 + 1 + 2 + SealedBytes;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SealedBytes = NonceBytes + PairBytes + TagBytes;
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "NMSD"u8;

    public static ShareDelivery Seal(RoundContext context, int sender, int receiver, ReadOnlySpan<byte> key, ReadOnlySpan<byte> pair)
    {
        var box = new byte[SealedBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), pair, box.AsSpan(NonceBytes, PairBytes), box.AsSpan(NonceBytes + PairBytes), context.ShareBinding(sender, receiver));
        return new ShareDelivery(receiver, box);
    }

    /// <returns>[132] two elements of the field; null if it is not what that sender sealed for that receiver in this round.</returns>
    public byte[]? Open(RoundContext context, int sender, ReadOnlySpan<byte> key)
    {
        var pair = new byte[PairBytes];
        var box = Sealed.Span;
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(box[..NonceBytes], box.Slice(NonceBytes, PairBytes), box[(NonceBytes + PairBytes)..], pair, context.ShareBinding(sender, Receiver));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return PrimeField.IsElement(pair.AsSpan(0, ShamirSharing.ShareBytes)) && PrimeField.IsElement(pair.AsSpan(ShamirSharing.ShareBytes)) ? pair : null;
    }

    public byte[] Encode() => new FrameWriter().Bytes(Magic).Byte(Version).UInt16(Receiver).Bytes(Sealed.Span).ToArray();

    /// <summary>Receiver of an encoded delivery that something else may follow.</summary>
    /// <exception cref="InvalidDataException">Not the beginning of a delivery.</exception>
    public static int ReceiverOf(ReadOnlySpan<byte> body)
    {
        var reader = new FrameReader(body, "share delivery");
        reader.Header(Magic, Version);
        return reader.UInt16();
    }

    /// <exception cref="InvalidDataException">Torn.</exception>
    public static ShareDelivery Decode(ReadOnlyMemory<byte> body)
    {
        var reader = new FrameReader(body.Span, "share delivery");
        reader.Header(Magic, Version);
        var delivery = new ShareDelivery(reader.UInt16(), reader.Bytes(SealedBytes).ToArray());
        reader.End();
        return delivery;
    }
}
