using System.Security.Cryptography;

namespace NetMl.Federation.SecureAggregation;

/// <summary>What a site knows of a neighbour during a round; secret but for the public key.</summary>
/// <param name="maskKey">The neighbour's public key for masks.</param>
/// <param name="receiveKey">[32] Opens what the neighbour seals for this site.</param>
internal sealed class SecureSumPeer(ECDiffieHellman maskKey, byte[] receiveKey) : IDisposable
{
    private byte[]? _pair;

    /// <summary>True once its shares have come.</summary>
    public bool HasShared => _pair is not null;

    /// <summary>The neighbour's share message.</summary>
    /// <returns>False if it is not sealed by that neighbour, for this site, in this round.</returns>
    public bool Take(ShareDelivery delivery, RoundContext context, int sender) => (_pair = delivery.Open(context, sender, receiveKey)) is not null;

    /// <summary>Key of the mask common to this site and the neighbour; the caller zeroes it.</summary>
    public byte[] PairMaskKey(ECDiffieHellman own, RoundContext context, int self, int peer)
    {
        var agreed = KeyAgreement.Agree(own, maskKey);
        var key = context.PairMaskKey(agreed, self, peer);
        CryptographicOperations.ZeroMemory(agreed);
        return key;
    }

    /// <summary>One of the two shares that the neighbour entrusted to this site, and the end of the other.</summary>
    public UnmaskingShare GiveUp(int owner, bool maskKeyShare) => GiveUp(_pair, owner, maskKeyShare);

    /// <summary>Copies one half of a pair and zeroes the pair.</summary>
    public static UnmaskingShare GiveUp(byte[]? pair, int owner, bool maskKeyShare)
    {
        if (pair is null) throw new SecureSumException("A share is asked for that never came.");
        var value = pair.AsSpan(maskKeyShare ? 0 : ShamirSharing.ShareBytes, ShamirSharing.ShareBytes).ToArray();
        CryptographicOperations.ZeroMemory(pair);
        return new UnmaskingShare(owner, maskKeyShare, value);
    }

    public void Dispose()
    {
        maskKey.Dispose();
        CryptographicOperations.ZeroMemory(receiveKey);
        CryptographicOperations.ZeroMemory(_pair);
    }
}
