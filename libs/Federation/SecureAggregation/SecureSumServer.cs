using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>The server's side of a secure sum: relays, counts who is there, opens the sum. Holds no vector; <see cref="Encode"/> is all its state.</summary>
/// <remarks>Messages come with checked signatures and slots. A second, equal message of a site is accepted without effect; a different one is refused.</remarks>
public sealed class SecureSumServer
{
    public static SecureSumServer Start(SecureSumSettings settings) => throw new NotImplementedException();

    public SecureSumSettings Settings => throw new NotImplementedException();

    /// <summary>One of keys, shares, update, confirm, unmask, done.</summary>
    public string Step => throw new NotImplementedException();

    /// <summary>Sites that still owe the message of the present step.</summary>
    public IReadOnlyList<string> Awaited => throw new NotImplementedException();

    /// <summary>Takes a message of the present step (Update: the fact that the vector has been added).</summary>
    /// <returns>Null, or why it is refused.</returns>
    public string? Accept(SignedMessage message) => throw new NotImplementedException();

    /// <summary>Goes on to the next step without whoever is still awaited.</summary>
    /// <exception cref="SecureSumException">Too few are left: the attempt is over.</exception>
    public void CloseStep() => throw new NotImplementedException();

    /// <summary>What a site needs in the present step: shares: all advertisements; update: the KeyShares messages with a share for it; unmask: all confirmations.</summary>
    public IReadOnlyList<SignedMessage> InboxOf(string site) => throw new NotImplementedException();

    /// <summary>From step confirm on.</summary>
    public SurvivorList Survivors => throw new NotImplementedException();

    /// <summary>Takes the masks off.</summary>
    /// <param name="sum">[Length]: sum of the survivors' masked vectors modulo 2^RingBits; overwritten.</param>
    /// <exception cref="SecureSumException">A share is wrong or missing.</exception>
    public void Open(Span<uint> sum) => throw new NotImplementedException();

    public byte[] Encode() => throw new NotImplementedException();

    public static SecureSumServer Decode(ReadOnlyMemory<byte> bytes) => throw new NotImplementedException();
}
