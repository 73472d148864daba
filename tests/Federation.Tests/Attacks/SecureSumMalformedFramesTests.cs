using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;
using NetMl.Federation.Tests.SecureAggregation;

namespace NetMl.Federation.Tests.Attacks;

/// <summary>Torn and mutated frames: a reason or a value, never another exception, and never much memory.</summary>
public sealed class SecureSumMalformedFramesTests
{
    [Fact]
    public void Decode_MutatedFramesOfEveryKind_GiveAReasonOnly()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2));
        round.Run(_ => new uint[16]);
        SignedMessage Of(MessageKind kind) => round.Messages.First(message => message.Slot.Kind == kind);

        Fuzz.Every(Of(MessageKind.KeyShares).Encode(), bytes => SignedMessage.Decode(bytes), 10_000);
        Fuzz.Every(Of(MessageKind.Update).Body.ToArray(), bytes => UpdateManifest.Decode(bytes), 10_000);
        Fuzz.Every(Of(MessageKind.KeyAdvertisement).Body.ToArray(), bytes => KeyAdvertisement.Decode(bytes), 10_000);
        Fuzz.Every(Of(MessageKind.KeyShares).Body.ToArray(), bytes => KeyShares.Decode(bytes), 10_000);
        Fuzz.Every(Of(MessageKind.Unmasking).Body.ToArray(), bytes => UnmaskingShares.Decode(bytes), 10_000);
        Fuzz.Every(round.Server.Survivors.Encode(), bytes => SurvivorList.Decode(bytes), 10_000);
    }

    [Fact]
    public void Accept_MutatedBodies_AreRefusedWithAReasonAndDoNotStopTheRound()
    {
        using var round = new SecureRound(SecureRound.Terms(3, 3, 2));
        var random = new Random(3);
        foreach (var (step, kind) in new[] { ("keys", MessageKind.KeyAdvertisement), ("shares", MessageKind.KeyShares), ("confirm", MessageKind.Confirmation), ("unmask", MessageKind.Unmasking) })
        {
            using var twin = new SecureRound(round.Settings, keys: round.Keys.ToDictionary());
            twin.Run(_ => new uint[16]);
            var body = twin.Messages.First(message => message.Slot.Kind == kind).Body.ToArray();
            for (var i = 0; i < 200; i++)
            {
                // Torn always; a changed byte could be a correct message of a lying site, which only Open finds out.
                var torn = body[..random.Next(body.Length)];
                Assert.NotNull(round.Server.Accept(round.Sign("site-0", kind, torn)));
            }
            Assert.Equal(step, round.Server.Step);
            foreach (var site in round.Settings.Sites) round.Send(step, site, new uint[16]);
            round.Server.CloseStep();
            if (round.Server.Step != "update") continue;
            foreach (var site in round.Settings.Sites) round.Send("update", site, new uint[16]);
            round.Server.CloseStep();
        }
        Assert.Equal(new uint[16], round.Open());
    }
}
