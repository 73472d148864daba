using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;
using PrivacyModes = NetMl.Federation.Rounds.PrivacyModes;

namespace NetMl.Cli.Federation;

/// <summary>From a site's vector to the bytes that leave it.</summary>
internal static class VectorPacking
{
    /// <summary>Without secure aggregation.</summary>
    public static byte[] Plain(PlanParts parts, SiteVector vector) => PlainVector.Encode(vector.Layout, vector.Vector, parts.Security.Compression);

    /// <summary>Ring elements, not masked yet: with distributed privacy this site's share of the noise is in them.</summary>
    public static uint[] Ring(PlanParts parts, RoundOrder order, SiteVector vector)
    {
        var encoding = new VectorEncoding(parts.Security.Range, order.ValueBits, order.RingBits, order.Sites.Count);
        var ring = new uint[order.Length];
        var noised = parts.Privacy.Mode == PrivacyModes.Distributed ? vector.Layout.Values : 0;
        if (noised > 0)
        {
            // Shared among the fewest sites whose sum may be opened: more of them only add noise.
            var share = DistributedGaussian.For(order.NoiseMultiplier, order.Clip, encoding.Step, noised, order.Threshold).SiteSigma;
            if (encoding.Range < DistributedGaussian.NeededRange(order.Clip, share, order.Sites.Count))
                throw new InvalidDataException("The noise of the plan does not fit the range of its numbers: nothing is sent without it.");
            PrivacyMechanism.EncodeWithDiscreteGaussian(vector.Vector.AsSpan(0, noised), encoding, order.Clip, share, ring.AsSpan(0, noised));
        }
        encoding.Encode(vector.Vector.AsSpan(noised), ring.AsSpan(noised));
        return ring;
    }

    public static byte[] Pack(ReadOnlySpan<uint> ring, int ringBits)
    {
        var bytes = new byte[RingPacking.Bytes(ring.Length, ringBits)];
        RingPacking.Pack(ring, ringBits, bytes);
        return bytes;
    }
}
