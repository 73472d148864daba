using System.Security.Cryptography;

namespace NetMl.Federation.Messages;

/// <summary>A site's message: slot, body, and an ECDSA P-256 signature (SHA-256, IEEE P1363) over both and the version of this format.</summary>
/// <remarks>
/// Frame: "NMSM", version, kind (1 byte), round and attempt (32 bits each), the three names (length byte, UTF-8), the body (32-bit length, bytes);
/// all that is signed; then the signature (64 bytes). ECDSA draws a nonce, so the same message signed twice has two signatures: compare bodies.
/// </remarks>
public sealed record SignedMessage(MessageSlot Slot, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Largest body; checked before allocation.</summary>
    public const int MaximumBodyBytes = 1 << 20;

    /// <summary>Largest frame.</summary>
    public const int MaximumFrameBytes = MaximumBodyBytes + 1024;

    private const byte Version = 1;

    private const int SignatureBytes = 64;

    // Magic, version, kind, round, attempt, the names' lengths and the body's.
    private const int HeadBytes = 4 + 1 + 1 + 8 + 3 + 4;

    private static ReadOnlySpan<byte> Magic => "NMSM"u8;

    /// <exception cref="ArgumentException">The body or a name is too long.</exception>
    public static SignedMessage Sign(MessageSlot slot, ReadOnlyMemory<byte> body, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(slot);
        ArgumentNullException.ThrowIfNull(key);
        if (body.Length > MaximumBodyBytes)
            throw new ArgumentException($"A message has at most {MaximumBodyBytes} bytes, not {body.Length}.", nameof(body));
        var signature = key.SignData(Signed(slot, body.Span).Written, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new SignedMessage(slot, body, signature);
    }

    public bool IsSignedBy(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Signature.Length == SignatureBytes
            && key.VerifyData(Signed(Slot, Body.Span).Written, Signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>Of the frame.</summary>
    internal int FrameBytes => SignedBytes(Slot, Body.Length) + Signature.Length;

    public byte[] Encode()
    {
        var writer = new FrameWriter(FrameBytes);
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Writes the frame.</summary>
    internal void Write(FrameWriter writer) => WriteSigned(writer, Slot, Body.Span).Bytes(Signature.Span);

    /// <returns>A message that shares no memory with <paramref name="frame"/>; its signature has not been checked.</returns>
    /// <exception cref="InvalidDataException">Torn, too long, or of another version; the message says which.</exception>
    public static SignedMessage Decode(ReadOnlyMemory<byte> frame)
    {
        var reader = new FrameReader(frame.Span, "message");
        reader.Header(Magic, Version);
        var kind = (MessageKind)reader.Byte();
        if (!Enum.IsDefined(kind))
            throw new InvalidDataException($"the message is of the unknown kind {(byte)kind}");
        var (round, attempt) = (reader.Int32(), reader.Int32());
        var federation = reader.Name(MessageSlot.MaximumNameBytes);
        var run = reader.Name(MessageSlot.MaximumNameBytes);
        var site = reader.Name(MessageSlot.MaximumNameBytes);
        var body = reader.Block(MaximumBodyBytes);
        var signature = reader.Bytes(SignatureBytes);
        reader.End();
        return new SignedMessage(new MessageSlot(federation, run, round, attempt, site, kind), body.ToArray(), signature.ToArray());
    }

    private static FrameWriter Signed(MessageSlot slot, ReadOnlySpan<byte> body) => WriteSigned(new FrameWriter(SignedBytes(slot, body.Length)), slot, body);

    private static int SignedBytes(MessageSlot slot, int body) => HeadBytes + System.Text.Encoding.UTF8.GetByteCount(slot.Federation) + System.Text.Encoding.UTF8.GetByteCount(slot.Run) + System.Text.Encoding.UTF8.GetByteCount(slot.Site) + body;

    private static FrameWriter WriteSigned(FrameWriter writer, MessageSlot slot, ReadOnlySpan<byte> body) => writer
        .Bytes(Magic).Byte(Version).Byte((byte)slot.Kind).Int32(slot.Round).Int32(slot.Attempt)
        .Name(slot.Federation, MessageSlot.MaximumNameBytes).Name(slot.Run, MessageSlot.MaximumNameBytes).Name(slot.Site, MessageSlot.MaximumNameBytes)
        .Block(body);
}
