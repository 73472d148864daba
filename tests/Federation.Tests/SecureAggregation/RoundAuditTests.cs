using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class RoundAuditTests
{
    [Theory]
    [InlineData("bad signature", "not signed")]
    [InlineData("unknown key", "not known")]
    [InlineData("wrong slot", "another round")]
    [InlineData("missing confirmations", "step confirm")]
    [InlineData("missing shares", "step unmask")]
    [InlineData("wrong share", "shar")]
    [InlineData("list not disjoint", "disjoint")]
    [InlineData("site left out of the list", "exactly")]
    [InlineData("update of another size", "one vector")]
    [InlineData("two messages for one slot", "before")]
    [InlineData("unsigned delivery", "not signed")]
    public void Verify_TranscriptOfACheatedRound_SaysWhatIsWrong(string cheat, string expected)
    {
        using var round = new SecureRound(SecureRound.Terms(5, 5, 3));
        round.Run(site => SecureSumTests.Vector(site, 16, 32), site => site == 4 ? 2 : 5);
        var (messages, keys, survivors) = (round.Messages.ToList(), round.Keys.ToDictionary(), round.Server.Survivors);
        int At(MessageKind kind) => messages.FindIndex(message => message.Slot.Kind == kind);
        void Replace(MessageKind kind, byte[] body) => messages[At(kind)] = round.Sign(messages[At(kind)].Slot.Site, kind, body);
        switch (cheat)
        {
            case "bad signature": messages[0] = messages[0] with { Signature = messages[1].Signature }; break;
            case "unknown key": keys.Remove("site-2"); break;
            case "wrong slot": messages[0] = SignedMessage.Sign(messages[0].Slot with { Round = 9 }, messages[0].Body, keys[messages[0].Slot.Site]); break;
            case "missing confirmations": messages.RemoveRange(At(MessageKind.Confirmation), 2); break;
            case "missing shares": messages.RemoveRange(At(MessageKind.Unmasking), 2); break;
            case "wrong share":
                var shares = UnmaskingShares.Decode(messages[At(MessageKind.Unmasking)].Body).Shares;
                Replace(MessageKind.Unmasking, new UnmaskingShares([.. shares.Select(share => share with { Value = shares[0].Value })]).Encode());
                break;
            case "list not disjoint": survivors = survivors with { Dropped = ["site-4", "site-0"] }; break;
            case "site left out of the list": survivors = survivors with { Dropped = [] }; break;
            case "update of another size": Replace(MessageKind.Update, UpdateManifest.Of(new byte[3]).Encode()); break;
            case "two messages for one slot": messages.Add(round.Sign("site-0", MessageKind.Update, UpdateManifest.Of(new byte[64]).Encode())); break;
            default:
                var body = messages[At(MessageKind.KeyShares)].Body.ToArray();
                body[^1] ^= 1;
                Replace(MessageKind.KeyShares, body);
                break;
        }

        var faults = RoundAudit.Verify(round.Settings, keys, messages, survivors);

        Assert.Contains(faults, fault => fault.Contains(expected, StringComparison.Ordinal));
        Assert.Empty(RoundAudit.Verify(round.Settings, round.Keys, [.. round.Messages.AsEnumerable().Reverse()], round.Server.Survivors));
    }
}
