using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>One site's side of a secure sum. Every step is called once, in order; it fails closed with <see cref="SecureSumException"/>.</summary>
/// <param name="signingKey">The site's long-lived key.</param>
/// <param name="keyOf">The verified public signing key of a site of the cohort; null = unknown.</param>
public sealed class SecureSumClient(SecureSumSettings settings, string self, ECDsa signingKey, Func<string, ECDsa?> keyOf) : IDisposable
{
    /// <summary>Body of the KeyAdvertisement message.</summary>
    public byte[] Advertise() => throw new NotImplementedException();

    /// <summary>Checks all advertisements; gives the body of the KeyShares message.</summary>
    public byte[] Share(IReadOnlyList<SignedMessage> advertisements) => throw new NotImplementedException();

    /// <summary>Adds the masks.</summary>
    /// <param name="values">[Length], each below 2^RingBits; overwritten with the masked values.</param>
    /// <param name="shares">The KeyShares messages of the other sites that shared keys (server: <c>SecureSumServer.SharesFor</c>).</param>
    public void Mask(Span<uint> values, IReadOnlyList<SignedMessage> shares) => throw new NotImplementedException();

    /// <summary>Checks the list of sites whose vectors are in the sum; gives the body of the Confirmation message.</summary>
    public byte[] Confirm(SurvivorList survivors) => throw new NotImplementedException();

    /// <summary>Checks that at least t neighbours confirmed the same list; gives the body of the Unmasking message: self-mask shares of survivors, key shares of the dropped, never both of one site.</summary>
    public byte[] Unmask(IReadOnlyList<SignedMessage> confirmations) => throw new NotImplementedException();

    public void Dispose() => _ = (settings, self, signingKey, keyOf);
}

/// <summary>Who is in the sum and who dropped out after sharing keys; disjoint, together the sites that shared keys.</summary>
public sealed record SurvivorList(IReadOnlyList<string> Survivors, IReadOnlyList<string> Dropped)
{
    public byte[] Encode() => throw new NotImplementedException();

    /// <exception cref="InvalidDataException">Torn.</exception>
    public static SurvivorList Decode(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}

/// <summary>The sum cannot be had, or somebody cheats; the message is a sentence for people.</summary>
public sealed class SecureSumException(string message) : Exception(message);
