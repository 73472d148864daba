using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class SecureSumServerTests
{
    [Theory]
    [InlineData(2, 2, 2, 32, 1)]
    [InlineData(5, 2, 2, 32, 1)]
    [InlineData(5, 6, 4, 32, 1)]
    [InlineData(10, 10, 5, 32, 1)]
    [InlineData(10, 4, 2, 32, 1)]
    [InlineData(10, 5, 6, 32, 1)]
    [InlineData(5, 5, 3, 0, 1)]
    [InlineData(5, 5, 3, 33, 1)]
    [InlineData(5, 5, 3, 32, 0)]
    public void Start_TermsThatDoNotBelongTogether_AreRefusedOnBothSides(int sites, int neighbours, int threshold, int ringBits, int length)
    {
        var terms = SecureRound.Terms(sites, neighbours, threshold, ringBits, length);
        using var key = SigningKey.Create();

        Assert.Throws<ArgumentException>(() => SecureSumServer.Start(terms));
        Assert.Throws<SecureSumException>(() => new SecureSumClient(terms, "site-0", key, _ => key));
    }

    [Fact]
    public void Accept_SameMessageTwice_HasNoEffectAndAnotherIsRefused()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2));
        var first = round.Sign("site-0", MessageKind.KeyAdvertisement, round.Client("site-0").Advertise());
        Assert.Null(round.Server.Accept(first));
        var state = round.Server.Encode();
        using var other = new SecureRound(round.Settings, keys: round.Keys.ToDictionary());

        var again = round.Server.Accept(first);
        var different = round.Server.Accept(round.Sign("site-0", MessageKind.KeyAdvertisement, other.Client("site-0").Advertise()));

        Assert.Null(again);
        Assert.NotNull(different);
        Assert.Equal(state, round.Server.Encode());
    }

    [Fact]
    public void Accept_Decline_IsNotWaitedForAndTheOthersGoOn()
    {
        using var round = new SecureRound(SecureRound.Terms(4, 4, 3));

        round.Post(round.Sign("site-2", MessageKind.Decline, []));
        Assert.DoesNotContain("site-2", round.Server.Awaited);
        round.Run(site => SecureSumTests.Vector(site, 16, 32));

        Assert.Equal(["site-0", "site-1", "site-3"], round.Server.Survivors.Survivors);
        Assert.NotNull(round.Server.Accept(round.Sign("site-2", MessageKind.KeyAdvertisement, [])));
    }

    [Fact]
    public void Accept_LateSite_IsRefusedInLaterSteps()
    {
        using var round = new SecureRound(SecureRound.Terms(4, 4, 3));
        round.Run(site => SecureSumTests.Vector(site, 16, 32), site => site == 3 ? 0 : 5, until: "keys");

        var refusal = round.Server.Accept(round.Sign("site-3", MessageKind.KeyAdvertisement, round.Client("site-3").Advertise()));

        Assert.Contains("step shares", refusal);
        Assert.Empty(round.Server.InboxOf("site-3"));
    }

    [Fact]
    public void InboxOf_Ring_HoldsOnlyNeighboursAndOneDeliveryEach()
    {
        using var round = new SecureRound(SecureRound.Terms(20, 5, 3));
        round.Run(site => SecureSumTests.Vector(site, 16, 32), until: "shares");

        var inbox = round.Server.InboxOf("site-0");

        Assert.Equal(["site-1", "site-2", "site-18", "site-19"], inbox.Select(message => message.Slot.Site));
        Assert.All(inbox, message => Assert.Equal(ShareDelivery.Bytes, message.Body.Length));
        Assert.All(inbox, message => Assert.True(message.IsSignedBy(round.Keys[message.Slot.Site])));
    }

    [Fact]
    public void CloseStep_SurvivorsFallIntoTwoGroups_EndsTheAttempt()
    {
        // Reach 1 on a ring of 8: without 0 and 4, sites 1-3 and 5-7 share no mask, and two sums of three could be told apart.
        using var round = new SecureRound(SecureRound.Terms(8, 3, 2));

        var failure = Assert.Throws<SecureSumException>(() => round.Run(site => SecureSumTests.Vector(site, 16, 32), site => site is 0 or 4 ? 2 : 5));

        Assert.Contains("groups", failure.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_OneSiteGivesAWrongShare_FailsClosed(bool ofADroppedSite)
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        round.Run(site => SecureSumTests.Vector(site, 16, 32), site => site == 4 ? 2 : 5, until: "confirm");
        var body = UnmaskingShares.Decode(round.Client("site-0").Unmask(round.Server.InboxOf("site-0")));
        var wrong = body.Shares.Select(share => share.IsMaskKey == ofADroppedSite ? share with { Value = new byte[ShamirSharing.ShareBytes] } : share);
        round.Post(round.Sign("site-0", MessageKind.Unmasking, new UnmaskingShares([.. wrong]).Encode()));
        foreach (var site in new[] { "site-1", "site-2", "site-3" }) round.Send("unmask", site, []);
        round.Server.CloseStep();

        var failure = Assert.Throws<SecureSumException>(() => round.Open());

        Assert.Contains("shar", failure.Message);
    }

    [Theory]
    [InlineData(0, "committed")]
    [InlineData(4, "advertised")]
    public void Open_SitesAgreeOnAWrongSecret_FindsThatItIsNotTheOwners(int owner, string expected)
    {
        // Shares of 1 on a constant polynomial: a well-formed secret, but not the one that was split.
        byte[] one = [1, .. new byte[ShamirSharing.ShareBytes - 1]];
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        round.Run(site => SecureSumTests.Vector(site, 16, 32), site => site == 4 ? 2 : 5, until: "confirm");
        foreach (var site in new[] { "site-0", "site-1", "site-2", "site-3" })
        {
            var body = UnmaskingShares.Decode(round.Client(site).Unmask(round.Server.InboxOf(site)));
            var wrong = body.Shares.Select(share => share.Owner == owner ? share with { Value = one } : share);
            round.Post(round.Sign(site, MessageKind.Unmasking, new UnmaskingShares([.. wrong]).Encode()));
        }
        round.Server.CloseStep();

        Assert.Contains(expected, Assert.Throws<SecureSumException>(() => round.Open()).Message);
    }

    [Fact]
    public void Decode_TornOrMutatedState_ThrowsInvalidData()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2, length: 4));
        round.Run(site => SecureSumTests.Vector(site, 4, 32), until: "update");

        Fuzz.Every(round.Server.Encode(), bytes => SecureSumServer.Decode(bytes), mutations: 1000);
    }
}
