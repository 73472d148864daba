using System.Numerics;
using System.Runtime.InteropServices;
using NetMl.Federation.SecureAggregation;
using NetMl.Federation.Tests.SecureAggregation;

namespace NetMl.Federation.Tests.Attacks;

/// <summary>A curious server, with all that it stores, tries to read one site's vector.</summary>
public sealed class SecureSumReadingAttackTests
{
    private const int Length = 50_000;

    // Five standard deviations: a fair draw fails less than once in a million runs.
    private const double Deviations = 5;

    [Theory]
    [InlineData(32)]
    [InlineData(8)]
    public void MaskedVector_OfZerosOfOnesAndOfAModel_IsUniformNoiseByChiSquare(int ringBits)
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3, ringBits, Length));

        round.Run(site => PlainOf(site, ringBits), until: "update");

        for (var site = 0; site < 4; site++)
        {
            var bytes = MemoryMarshal.AsBytes(round.Masked[$"site-{site}"].AsSpan()).ToArray().Where((_, at) => at % 4 < ringBits / 8).ToArray();
            var expected = bytes.Length / 256.0;
            var chiSquare = bytes.CountBy(value => value).Sum(pair => Math.Pow(pair.Value - expected, 2) / expected) + expected * (256 - bytes.Distinct().Count());
            // 255 degrees of freedom: mean 255, variance 510.
            Assert.InRange(chiSquare, 255 - Deviations * Math.Sqrt(510), 255 + Deviations * Math.Sqrt(510));
        }
    }

    [Fact]
    public void ChiSquare_OfThePlainVectors_IsFarOutsideTheBand()
    {
        // The test above can fail: the same statistic tells the unmasked vectors from noise at once.
        var bytes = MemoryMarshal.AsBytes(PlainOf(2, 32).AsSpan()).ToArray();
        var expected = bytes.Length / 256.0;

        Assert.True(bytes.CountBy(value => value).Sum(pair => Math.Pow(pair.Value - expected, 2) / expected) > 100 * 255);
    }

    [Fact]
    public void MaskedVector_AgainstThePlainOne_IsNotCorrelated()
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3, 32, Length));

        round.Run(site => PlainOf(site, 32), until: "update");

        var plain = PlainOf(2, 32).Select(value => (double)value).ToArray();
        var masked = round.Masked["site-2"].Select(value => (double)value).ToArray();
        Assert.InRange(Correlation(plain, masked), -Deviations / Math.Sqrt(Length), Deviations / Math.Sqrt(Length));
        Assert.InRange(Correlation(plain, plain), 0.999, 1.001);
    }

    [Fact]
    public void MaskedVector_OfTheSameVectorInTwoRoundsOrTwoSites_IsUnrelated()
    {
        using var first = new SecureRound(SecureRound.Terms(5, 5, 3, 32, Length, round: 1));
        using var second = new SecureRound(SecureRound.Terms(5, 5, 3, 32, Length, round: 2), keys: first.Keys.ToDictionary());

        first.Run(_ => PlainOf(2, 32), until: "update");
        second.Run(_ => PlainOf(2, 32), until: "update");

        (uint[], uint[])[] pairs =
            [(first.Masked["site-1"], second.Masked["site-1"]), (first.Masked["site-1"], first.Masked["site-2"]), (first.Masked["site-1"], PlainOf(2, 32))];
        foreach (var (a, b) in pairs)
        {
            // Unrelated 32-bit words differ in 16 bits on average, with variance 8.
            var bits = a.Zip(b, (x, y) => BitOperations.PopCount(x ^ y)).Average();
            Assert.InRange(bits, 16 - Deviations * Math.Sqrt(8.0 / Length), 16 + Deviations * Math.Sqrt(8.0 / Length));
        }
    }

    [Fact]
    public void StoredSharesOfADroppedSite_DoNotOpenItsLateVector()
    {
        // The vector of site-4 comes after it was declared dropped: its pair masks are known to the server by then, its own mask is not.
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3, 32, Length));
        round.Run(site => PlainOf(site, 32), until: "shares");
        var late = PlainOf(1, 32);
        round.Client("site-4").Mask(late, round.Server.InboxOf("site-4"));
        foreach (var site in new[] { "site-0", "site-1", "site-2", "site-3" }) round.Send("update", site, PlainOf(1, 32));
        round.Server.CloseStep();
        foreach (var step in new[] { "confirm", "unmask" })
        {
            foreach (var site in new[] { "site-0", "site-1", "site-2", "site-3" }) round.Send(step, site, []);
            round.Server.CloseStep();
        }

        // The best the server can do: strip what it can reconstruct.
        using (var stream = new MaskStream())
        {
            // site-4 is last in the ring, so it added all four.
            foreach (var mask in round.Server.Masks().TakeLast(4)) stream.Subtract(mask.Key, late);
        }

        var bits = late.Zip(PlainOf(1, 32), (x, y) => BitOperations.PopCount(x ^ y)).Average();
        Assert.InRange(bits, 16 - Deviations * Math.Sqrt(8.0 / Length), 16 + Deviations * Math.Sqrt(8.0 / Length));
    }

    [Fact]
    public void Reconstruction_WithOneShareTooFew_IsRefusedByServerAndMathematics()
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3, 32, 16));
        round.Run(_ => new uint[16], until: "confirm");
        round.Send("unmask", "site-0", []);
        round.Send("unmask", "site-1", []);

        Assert.Throws<SecureSumException>(() => round.Server.CloseStep());
        Assert.Throws<SecureSumException>(() => round.Open());
        var shares = round.Messages.TakeLast(2).Select((message, holder) => new SecretShare(holder + 1, UnmaskingShares.Decode(message.Body).Shares[2].Value)).ToList();
        Assert.Null(ShamirSharing.Combine(shares));
    }

    /// <summary>Zeros, ones, and small numbers about the middle of the ring, as a model's update is.</summary>
    private static uint[] PlainOf(int site, int ringBits)
    {
        var random = new Random(site);
        var middle = 1u << (ringBits - 1);
        return [.. Enumerable.Range(0, Length).Select(_ => site switch { 0 => 0u, 1 => 1u, _ => middle + (uint)random.Next(32) })];
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var covariance = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return covariance / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
