using System.Security.Cryptography;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class SecureSumTests
{
    [Theory]
    [InlineData(3, 3, 2, 32)]
    [InlineData(3, 3, 3, 8)]
    [InlineData(5, 5, 3, 20)]
    [InlineData(5, 3, 2, 32)]
    [InlineData(10, 10, 7, 8)]
    [InlineData(10, 4, 3, 20)]
    [InlineData(10, 9, 6, 32)]
    [InlineData(40, 6, 4, 32)]
    [InlineData(40, 7, 5, 20)]
    public void Open_AllSitesStay_GivesThePlainSum(int sites, int neighbours, int threshold, int ringBits)
    {
        using var round = new SecureRound(SecureRound.Terms(sites, neighbours, threshold, ringBits, length: 37));

        round.Run(site => Vector(site, 37, ringBits));

        Assert.Equal(PlainSum(Enumerable.Range(0, sites), 37, ringBits), round.Open());
        Assert.Empty(RoundAudit.Verify(round.Settings, round.Keys, round.Messages, round.Server.Survivors));
    }

    [Fact]
    public void Open_FiveSitesLostAtEveryStep_GivesTheSumOfWhoSentOrEndsBelowTheThreshold()
    {
        // All 252 ways to spread five sites over "sends 0, 1, … 5 messages", each with the sites in another order.
        var random = new Random(4);
        var opened = 0;
        foreach (var pattern in Patterns(5, 5))
        {
            random.Shuffle(pattern);
            using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
            var enough = Enumerable.Range(1, 5).All(step => pattern.Count(sent => sent >= step) >= 3);

            var failure = Record.Exception(() => round.Run(site => Vector(site, 16, 32), site => pattern[site]));

            if (!enough)
            {
                Assert.IsType<SecureSumException>(failure);
                Assert.Throws<SecureSumException>(() => round.Open());
                continue;
            }
            Assert.Null(failure);
            var sent = Enumerable.Range(0, 5).Where(site => pattern[site] >= 3).ToList();
            Assert.Equal(PlainSum(sent, 16, 32), round.Open());
            Assert.Empty(RoundAudit.Verify(round.Settings, round.Keys, round.Messages, round.Server.Survivors));
            opened++;
        }
        Assert.Equal(21, opened);
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(7, 4)]
    public void Open_SitesOfARingLostAtEveryStep_GivesTheSumOfWhoSent(int neighbours, int threshold)
    {
        using var round = new SecureRound(SecureRound.Terms(16, neighbours, threshold, ringBits: 20, length: 50));

        round.Run(site => Vector(site, 50, 20), site => site switch { 0 => 0, 4 => 1, 8 => 2, 12 => 3, 15 => 4, _ => 5 });

        Assert.Equal(PlainSum(Enumerable.Range(0, 16).Where(site => site is not (0 or 4 or 8)), 50, 20), round.Open());
        Assert.Equal(["site-8"], round.Server.Survivors.Dropped);
    }

    [Fact]
    public void Encode_StoredBetweenAllMessages_GoesOnAsIfNothingHappened()
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3), storeBetweenMessages: true);

        round.Run(site => Vector(site, 16, 32), site => site switch { 1 => 2, 3 => 4, _ => 5 });

        Assert.Equal(PlainSum([0, 2, 3, 4], 16, 32), round.Open());
        Assert.Equal(round.Server.Encode(), SecureSumServer.Decode(round.Server.Encode()).Encode());
    }

    [Fact]
    public void Open_ModelSizedVector_IsUnmaskedToTheLastElement()
    {
        // Longer than the mask's buffer, and no multiple of a block.
        const int Length = 40_003;
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2, ringBits: 32, length: Length));

        round.Run(site => Vector(site, Length, 32), site => site == 0 ? 4 : 5);

        Assert.Equal(PlainSum([0, 1, 2], Length, 32), round.Open());
    }

    [Fact]
    public void Open_StateOfAnOpenedRound_CanBeOpenedAgain()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2));
        round.Run(site => Vector(site, 16, 32));

        Assert.Equal(round.Open(), round.Open());
    }

    internal static uint[] Vector(int site, int length, int ringBits)
    {
        var random = new Random(1000 + site);
        return [.. Enumerable.Range(0, length).Select(_ => (uint)random.NextInt64(1L << ringBits))];
    }

    private static uint[] PlainSum(IEnumerable<int> sites, int length, int ringBits)
    {
        var sum = new ulong[length];
        foreach (var site in sites)
        {
            var vector = Vector(site, length, ringBits);
            for (var i = 0; i < length; i++) sum[i] += vector[i];
        }
        return [.. sum.Select(value => (uint)(value % (1UL << ringBits)))];
    }

    /// <summary>All ascending arrays of <paramref name="sites"/> numbers from 0 to <paramref name="largest"/>.</summary>
    private static IEnumerable<int[]> Patterns(int sites, int largest) => sites == 0
        ? [[]]
        : Patterns(sites - 1, largest).SelectMany(start => Enumerable.Range(start.LastOrDefault(), largest + 1 - start.LastOrDefault()).Select(next => (int[])[.. start, next]));
}
