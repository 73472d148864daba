using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;

namespace NetMl.Cli.Federation;

/// <summary>From a site's vector to the bytes that leave it.</summary>
internal static class VectorPacking
{
    /// <summary>Without secure aggregation.</summary>
    public static byte[] Plain(PlanParts parts, SiteVector vector) => PlainVector.Encode(vector.Layout, vector.Vector, parts.Security.Compression);

    /// <summary>Ring elements, not masked yet: with distributed privacy this site's share of the noise is in them.</summary>
    public static uint[] Ring(PlanParts parts, RoundOrder order, SiteVector vector)
    {
        var privacy = RoundPrivacy.Of(parts, parts.Terms, vector.Layout, order.Sites.Count, order.Clip);
        var encoding = privacy.Encoding ?? throw new InvalidOperationException("The plan has no secure aggregation.");
        var ring = new uint[order.Length];
        if (parts.IsPrivate)
            PrivateContribution.Encode(vector.Layout, vector.Vector, order.Clip, privacy.Terms, privacy.Noise, encoding, ring);
        else
            encoding.Encode(vector.Vector, ring);
        return ring;
    }

    public static byte[] Pack(ReadOnlySpan<uint> ring, int ringBits)
    {
        var bytes = new byte[RingPacking.Bytes(ring.Length, ringBits)];
        RingPacking.Pack(ring, ringBits, bytes);
        return bytes;
    }
}
