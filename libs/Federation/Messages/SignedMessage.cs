using System.Security.Cryptography;

namespace NetMl.Federation.Messages;

/// <summary>What a message is about; part of what is signed.</summary>
public enum MessageKind : byte
{
    Enrolment = 1,
    KeyAdvertisement = 2,
    KeyShares = 3,

    /// <summary>The manifest of an update; the update itself follows in chunks.</summary>
    Update = 4,
    Confirmation = 5,
    Unmasking = 6,

    /// <summary>The site does not take part in this round (veto, no flows).</summary>
    Decline = 7,
}

/// <summary>The one place where a message counts: signed with it, it is worthless anywhere else.</summary>
/// <param name="Run">Names one life of the federation.</param>
public sealed record MessageSlot(string Federation, string Run, int Round, int Attempt, string Site, MessageKind Kind);

/// <summary>A site's message: slot, body, and an ECDSA P-256 signature (SHA-256, IEEE P1363) over both and the version of this format.</summary>
public sealed record SignedMessage(MessageSlot Slot, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Largest body; checked before allocation.</summary>
    public const int MaximumBodyBytes = 1 << 20;

    public static SignedMessage Sign(MessageSlot slot, ReadOnlyMemory<byte> body, ECDsa key) => throw new NotImplementedException();

    public bool IsSignedBy(ECDsa key) => throw new NotImplementedException();

    public byte[] Encode() => throw new NotImplementedException();

    /// <exception cref="InvalidDataException">Torn, too long, or of another version; the message says which.</exception>
    public static SignedMessage Decode(ReadOnlyMemory<byte> frame) => throw new NotImplementedException();
}
