using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Body of a KeyShares message to the server: the commitment to the self-mask seed, and a signed delivery for each neighbour.</summary>
/// <remarks>A delivery is itself the body of a KeyShares message that carries its own signature, so that the server passes on to each site its own only.</remarks>
internal sealed record KeyShares(byte[] SeedCommitment, IReadOnlyList<SignedDelivery> Deliveries)
{
    private const byte Version = 1;
    private const int SignatureBytes = 64;
    private const int Stride = ShareDelivery.Bytes + SignatureBytes;

    private static ReadOnlySpan<byte> Magic => "NMKS"u8;

    public byte[] Encode()
    {
        var writer = new FrameWriter(64 + Deliveries.Count * Stride).Bytes(Magic).Byte(Version).Bytes(SeedCommitment).UInt16(Deliveries.Count);
        foreach (var delivery in Deliveries) writer.Bytes(delivery.Body.Span).Bytes(delivery.Signature.Span);
        return writer.ToArray();
    }

    /// <returns>Views of the body.</returns>
    /// <exception cref="InvalidDataException">Torn.</exception>
    public static KeyShares Decode(ReadOnlyMemory<byte> body)
    {
        var reader = new FrameReader(body.Span, "key share message");
        reader.Header(Magic, Version);
        var commitment = reader.Bytes(RoundContext.KeyBytes).ToArray();
        int count = reader.UInt16();
        var deliveries = new List<SignedDelivery>();
        for (var left = body[(body.Length - reader.Left)..]; deliveries.Count < count; left = left[Stride..])
        {
            var receiver = ShareDelivery.ReceiverOf(reader.Bytes(ShareDelivery.Bytes));
            reader.Bytes(SignatureBytes);
            deliveries.Add(new SignedDelivery(receiver, left[..ShareDelivery.Bytes], left[ShareDelivery.Bytes..Stride]));
        }
        reader.End();
        return new KeyShares(commitment, deliveries);
    }

    /// <summary>The KeyShares message with one receiver's delivery alone; null if there is none.</summary>
    /// <param name="message">As sent to the server, decoded once before.</param>
    public static SignedMessage? Only(SignedMessage message, int receiver)
    {
        for (var left = message.Body[(Magic.Length + 1 + RoundContext.KeyBytes + sizeof(ushort))..]; left.Length > 0; left = left[Stride..])
        {
            if (ShareDelivery.ReceiverOf(left.Span) == receiver) return new SignedMessage(message.Slot, left[..ShareDelivery.Bytes], left[ShareDelivery.Bytes..Stride]);
        }
        return null;
    }
}

/// <param name="Receiver">Index in the cohort.</param>
/// <param name="Body">An encoded <see cref="ShareDelivery"/>.</param>
/// <param name="Signature">Of the sender's KeyShares message with that body.</param>
internal sealed record SignedDelivery(int Receiver, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Signature);
