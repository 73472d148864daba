using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>One share that a site gives up: of a survivor's self-mask seed, or of a dropped site's mask key.</summary>
/// <param name="Owner">Index in the cohort of the site whose secret it is.</param>
internal sealed record UnmaskingShare(int Owner, bool IsMaskKey, ReadOnlyMemory<byte> Value);

/// <summary>Body of an Unmasking message; in ascending order of owners, each once, so that both shares of one site cannot be in it.</summary>
internal sealed record UnmaskingShares(IReadOnlyList<UnmaskingShare> Shares)
{
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "NMUS"u8;

    public byte[] Encode()
    {
        var writer = new FrameWriter().Bytes(Magic).Byte(Version).UInt16(Shares.Count);
        foreach (var share in Shares) writer.UInt16(share.Owner).Byte((byte)(share.IsMaskKey ? 1 : 0)).Bytes(share.Value.Span);
        return writer.ToArray();
    }

    /// <returns>Views of the body.</returns>
    /// <exception cref="InvalidDataException">Torn, out of order, or not of the field.</exception>
    public static UnmaskingShares Decode(ReadOnlyMemory<byte> body)
    {
        var reader = new FrameReader(body.Span, "unmasking message");
        reader.Header(Magic, Version);
        var count = reader.UInt16();
        var shares = new List<UnmaskingShare>();
        for (var i = 0; i < count; i++)
        {
            var owner = reader.UInt16();
            if (i > 0 && owner <= shares[^1].Owner) throw new InvalidDataException("the unmasking message does not give one share per site in order");
            var kind = reader.Byte();
            var value = reader.Bytes(ShamirSharing.ShareBytes);
            if (kind > 1 || !PrimeField.IsElement(value)) throw new InvalidDataException("the unmasking message holds something that is not a share");
            shares.Add(new UnmaskingShare(owner, kind == 1, body.Slice(body.Length - reader.Left - value.Length, value.Length)));
        }
        reader.End();
        return new UnmaskingShares(shares);
    }
}
