using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Derives every key of a round with HKDF-SHA256 (RFC 5869) from a secret, the round's terms and the names it is for, so that none fits elsewhere.</summary>
internal sealed class RoundContext(SecureSumSettings settings)
{
    public const int KeyBytes = 32;

    public byte[] Digest { get; } = settings.Digest();

    /// <summary>Key of the mask that two sites share; the same for both: the earlier in the ring comes first.</summary>
    public byte[] PairMaskKey(ReadOnlySpan<byte> agreed, int a, int b) => Derive(agreed, "pair mask", Math.Min(a, b), Math.Max(a, b));

    /// <summary>Key of the mask that a site adds for itself.</summary>
    public byte[] SelfMaskKey(ReadOnlySpan<byte> seed, int site) => Derive(seed, "self mask", site, site);

    /// <summary>Key for the one message of shares from a site to another; the way back has another key.</summary>
    public byte[] ShareKey(ReadOnlySpan<byte> agreed, int sender, int receiver) => Derive(agreed, "shares", sender, receiver);

    /// <summary>What the sealed shares are tied to besides their key.</summary>
    public byte[] ShareBinding(int sender, int receiver) => Info("shares", sender, receiver);

    /// <summary>[32] Says, with a key share message, which self-mask seed was split; shows nothing of its 256 random bits.</summary>
    public byte[] SeedCommitment(ReadOnlySpan<byte> seed, int site) => Derive(seed, "seed commitment", site, site);

    private byte[] Derive(ReadOnlySpan<byte> secret, string purpose, int a, int b)
    {
        var key = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: Digest, info: Info(purpose, a, b));
        return key;
    }

    private byte[] Info(string purpose, int a, int b) => new FrameWriter()
        .Bytes("netml secure sum 1"u8).Name(purpose, 64)
        .Name(settings.Federation, MessageSlot.MaximumNameBytes).Name(settings.Run, MessageSlot.MaximumNameBytes).Int32(settings.Round).Int32(settings.Attempt)
        .Name(settings.Sites[a], MessageSlot.MaximumNameBytes).Name(settings.Sites[b], MessageSlot.MaximumNameBytes).ToArray();
}
