using System.Security.Cryptography;
using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;
using NetMl.Federation.Tests.SecureAggregation;

namespace NetMl.Federation.Tests.Attacks;

/// <summary>A server, or somebody in between, that does not keep to the protocol: every site must refuse.</summary>
public sealed class SecureSumForgeryAttackTests
{
    private static readonly string[] All = ["site-0", "site-1", "site-2", "site-3", "site-4"];

    public static TheoryData<string, string[], string[]> ForgedLists => new()
    {
        { "both survivor and dropped", All, ["site-4"] },
        { "twice among the survivors", [.. All, "site-1"], [] },
        { "this site is said to be lost", ["site-1", "site-2", "site-3", "site-4"], ["site-0"] },
        { "this site is missing", ["site-1", "site-2", "site-3", "site-4"], [] },
        { "an invented site", [.. All, "site-9"], [] },
        { "an invented site is lost", All, ["site-9"] },
        { "a site of the cohort that never shared", [.. All, "site-5"], [] },
        { "a site that shared is left out", ["site-0", "site-1", "site-2", "site-3"], [] },
        { "a sum of one", ["site-0"], ["site-1", "site-2", "site-3", "site-4"] },
        { "a sum of two", ["site-0", "site-1"], ["site-2", "site-3", "site-4"] },
        { "nobody", [], [] },
    };

    [Theory]
    [MemberData(nameof(ForgedLists))]
    public void Confirm_ForgedSurvivorList_IsRefusedAndEndsTheSitesPart(string why, string[] survivors, string[] dropped)
    {
        // site-5 is of the cohort but never came.
        using var round = new SecureRound(SecureRound.Terms(6, 6, 4));
        round.Run(_ => new uint[16], site => site == 5 ? 0 : 5, until: "update");
        var victim = round.Client("site-0");

        var failure = Assert.Throws<SecureSumException>(() => victim.Confirm(new SurvivorList(survivors, dropped)));

        Assert.False(string.IsNullOrEmpty(failure.Message), why);
        Assert.Throws<SecureSumException>(() => victim.Confirm(round.Server.Survivors));
        Assert.Throws<SecureSumException>(() => victim.Unmask([]));
    }

    [Fact]
    public void Confirm_SumOfTwoWithThresholdTwo_IsRefusedBecauseTheCohortIsTooSmall()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2));
        round.Run(_ => new uint[16], until: "shares");
        var inbox = round.Server.InboxOf("site-0");
        round.Client("site-0").Mask(new uint[16], inbox);

        Assert.Throws<SecureSumException>(() => round.Client("site-0").Confirm(new SurvivorList(["site-0", "site-1"], ["site-2"])));
    }

    [Fact]
    public void Unmask_DifferentListsToDifferentSites_GetsNoShareFromAnybody()
    {
        // To site-0 and site-1 the server says that site-4 is lost, to the others that it is there: both shares of site-4 would open its vector.
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        round.Run(_ => new uint[16], until: "update");
        var without = new SurvivorList(All[..4], ["site-4"]);
        var confirmations = All.Select(site => round.Sign(site, MessageKind.Confirmation, round.Client(site).Confirm(site is "site-0" or "site-1" ? without : new SurvivorList(All, [])))).ToList();

        // All confirmations, only the fitting ones, or the fitting ones repeated: two are below the threshold, and the others say too much.
        Assert.Throws<SecureSumException>(() => round.Client("site-0").Unmask(confirmations));
        Assert.Throws<SecureSumException>(() => round.Client("site-1").Unmask(confirmations[..2]));
        Assert.Throws<SecureSumException>(() => round.Client("site-2").Unmask(confirmations));
        Assert.Throws<SecureSumException>(() => round.Client("site-3").Unmask([confirmations[3], confirmations[4], confirmations[4]]));
        Assert.Throws<SecureSumException>(() => round.Client("site-4").Unmask([.. confirmations[..3], confirmations[4]]));
    }

    [Fact]
    public void Unmask_AskedAgainWithAnotherList_GivesNeverBothSharesOfASite()
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        round.Run(_ => new uint[16], until: "confirm");
        var victim = round.Client("site-0");

        var given = UnmaskingShares.Decode(victim.Unmask(round.Server.InboxOf("site-0")));

        Assert.All(given.Shares, share => Assert.False(share.IsMaskKey));
        Assert.Throws<SecureSumException>(() => victim.Confirm(new SurvivorList(All[..4], ["site-4"])));
        Assert.Throws<SecureSumException>(() => victim.Unmask(round.Server.InboxOf("site-0")));
        Assert.Throws<SecureSumException>(() => victim.Mask(new uint[16], []));
        Assert.Throws<SecureSumException>(() => victim.Advertise());
    }

    [Fact]
    public void Mask_CalledTwice_NeverMasksTwoVectorsWithTheSameMask()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2));
        round.Run(_ => new uint[16], until: "shares");
        var inbox = round.Server.InboxOf("site-0");
        round.Client("site-0").Mask(new uint[16], inbox);
        var second = new uint[16];

        Assert.Throws<SecureSumException>(() => round.Client("site-0").Mask(second, inbox));

        Assert.Equal(new uint[16], second);
    }

    [Fact]
    public void Share_ManInTheMiddleReplacesAKey_IsRefusedBySignature()
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        round.Run(_ => new uint[16], until: "keys");
        using var attacker = new SecureRound(round.Settings);
        var inbox = round.Server.InboxOf("site-0").ToList();
        // The attacker's own keys under site-1's name: signed with the attacker's key, or under site-1's old signature.
        var forged = attacker.Sign("site-1", MessageKind.KeyAdvertisement, attacker.Client("site-1").Advertise());

        inbox[1] = forged;
        Assert.Contains("not signed", Assert.Throws<SecureSumException>(() => round.Client("site-0").Share(inbox)).Message);
        inbox[1] = round.Server.InboxOf("site-2")[1] with { Body = forged.Body };
        Assert.Contains("not signed", Assert.Throws<SecureSumException>(() => round.Client("site-2").Share(inbox)).Message);
    }

    [Theory]
    [InlineData("own keys left out")]
    [InlineData("own keys replaced")]
    [InlineData("too few neighbours")]
    [InlineData("one twice")]
    [InlineData("copied keys")]
    [InlineData("mirrored keys")]
    [InlineData("point off the curve")]
    [InlineData("other terms")]
    [InlineData("unknown site")]
    [InlineData("torn")]
    public void Share_CheatedAdvertisements_AreRefused(string cheat)
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        using var other = new SecureRound(round.Settings with { Threshold = 4 }, keys: round.Keys.ToDictionary());
        using var twin = new SecureRound(round.Settings, keys: round.Keys.ToDictionary());
        round.Run(_ => new uint[16], until: "keys");
        var inbox = round.Server.InboxOf("site-0").ToList();
        SignedMessage Signed(int site, byte[] body) => round.Sign(All[site], MessageKind.KeyAdvertisement, body);
        var copied = KeyAdvertisement.Decode(inbox[2].Body);
        switch (cheat)
        {
            case "own keys left out": inbox.RemoveAt(0); break;
            case "own keys replaced": inbox[0] = Signed(0, twin.Client("site-0").Advertise()); break;
            case "too few neighbours": inbox.RemoveRange(2, 3); break;
            case "one twice": inbox.Add(inbox[3]); break;
            case "copied keys": inbox[1] = Signed(1, inbox[2].Body.ToArray()); break;
            case "mirrored keys": inbox[1] = Signed(1, (copied with { MaskKey = Mirror(copied.MaskKey), ShareKey = Mirror(copied.ShareKey) }).Encode()); break;
            case "point off the curve": inbox[2] = Signed(2, (copied with { MaskKey = [.. copied.MaskKey[..63], (byte)(copied.MaskKey[63] ^ 1)] }).Encode()); break;
            case "other terms": inbox[1] = Signed(1, other.Client("site-1").Advertise()); break;
            case "unknown site": inbox.Add(SignedMessage.Sign(inbox[1].Slot with { Site = "site-9" }, inbox[1].Body, round.Keys["site-1"])); break;
            default: inbox[1] = Signed(1, inbox[1].Body[..^1].ToArray()); break;
        }

        Assert.Throws<SecureSumException>(() => round.Client("site-0").Share(inbox));
        Assert.Throws<SecureSumException>(() => round.Client("site-0").Share(round.Server.InboxOf("site-0")));
    }

    [Theory]
    [InlineData("flipped bit")]
    [InlineData("meant for another")]
    [InlineData("from another round")]
    [InlineData("under another name")]
    [InlineData("too few")]
    public void Mask_CheatedShares_AreRefusedAndLeaveTheVectorUntouched(string cheat)
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        using var before = new SecureRound(round.Settings with { Attempt = 0 }, keys: round.Keys.ToDictionary());
        round.Run(_ => new uint[16], until: "shares");
        before.Run(_ => new uint[16], until: "shares");
        var inbox = round.Server.InboxOf("site-0").ToList();
        SignedMessage Signed(int site, ReadOnlyMemory<byte> body) => round.Sign(All[site], MessageKind.KeyShares, body.ToArray());
        var flipped = inbox[0].Body.ToArray();
        flipped[60] ^= 1;
        // The dishonest sites help the server here: they sign whatever it wants.
        switch (cheat)
        {
            case "flipped bit": inbox[0] = Signed(1, flipped); break;
            case "meant for another": inbox[0] = Signed(1, round.Server.InboxOf("site-2").Single(message => message.Slot.Site == "site-1").Body); break;
            case "from another round": inbox[0] = Signed(1, before.Server.InboxOf("site-0")[0].Body); break;
            case "under another name": inbox[0] = Signed(1, inbox[1].Body); break;
            default: inbox.RemoveRange(1, 3); break;
        }
        var vector = new uint[16];

        Assert.Throws<SecureSumException>(() => round.Client("site-0").Mask(vector, inbox));

        Assert.Equal(new uint[16], vector);
    }

    [Fact]
    public void Accept_ReplayInAnotherRoundAttemptSiteOrKind_IsRefusedByServerAndSites()
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3, round: 7, attempt: 2));
        var message = round.Sign("site-0", MessageKind.KeyAdvertisement, round.Client("site-0").Advertise());
        SecureSumSettings[] places =
            [round.Settings with { Round = 8 }, round.Settings with { Attempt = 3 }, round.Settings with { Run = "run-2" }, round.Settings with { Federation = "other" }];

        foreach (var place in places)
        {
            using var elsewhere = new SecureRound(place, keys: round.Keys.ToDictionary());
            Assert.NotNull(elsewhere.Server.Accept(message));
            elsewhere.Client("site-0").Advertise();
            Assert.Contains("another round", Assert.Throws<SecureSumException>(() => elsewhere.Client("site-0").Share([message])).Message);
            // With the slot rewritten the signature no longer fits.
            var moved = message with { Slot = message.Slot with { Federation = place.Federation, Run = place.Run, Round = place.Round, Attempt = place.Attempt } };
            Assert.False(moved.IsSignedBy(round.Keys["site-0"]));
        }
        Assert.NotNull(round.Server.Accept(message with { Slot = message.Slot with { Kind = MessageKind.Confirmation } }));
        Assert.False((message with { Slot = message.Slot with { Site = "site-1" } }).IsSignedBy(round.Keys["site-1"]));
    }

    private static byte[] Mirror(byte[] point)
    {
        // (x, −y) agrees on the same secrets as (x, y).
        var p = System.Numerics.BigInteger.Parse("0ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", System.Globalization.NumberStyles.HexNumber);
        var y = p - new System.Numerics.BigInteger(point.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = new byte[32];
        var written = y.GetByteCount(isUnsigned: true);
        Assert.True(y.TryWriteBytes(bytes.AsSpan(32 - written), out _, isUnsigned: true, isBigEndian: true));
        return [.. point[..32], .. bytes];
    }
}
