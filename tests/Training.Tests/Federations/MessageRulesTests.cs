using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.Training.Tests.Federations;

/// <summary>What an actor takes from whom: duplicates, stale and forged messages, broken chunks, lying vectors.</summary>
public sealed class MessageRulesTests
{
    [Fact]
    public async Task Message_Twice_CountsOnceAndAnotherInItsPlaceIsRefused()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false, rounds: 1), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var site = gathering["a"];
        await site.ActAsync(task);

        var again = await new ActorLink(gathering.Bench, "a").MessageAsync(site.LastFrame);
        var other = await site.SendAsync(task, MessageKind.Update, UpdateManifest.Of(new byte[100]).Encode());
        await gathering.RunAsync();
        var late = await new ActorLink(gathering.Bench, "a").MessageAsync(site.LastFrame);

        Assert.Equal((200, 0), (again.Status, again.Receipt?.Missing.Count));
        Assert.Equal(409, other.Status);
        Assert.Equal(200, late.Status);
        FederationActorTests.AssertClose(gathering.Expected(1, 0.02), await gathering.GlobalAsync());
    }

    [Fact]
    public async Task Message_OfAnEarlierRoundOrAttempt_IsStale()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var body = UpdateManifest.Of(new byte[100]).Encode();

        var earlier = await gathering["a"].SendAsync(task with { Attempt = 7 }, MessageKind.Update, body);
        var early = await gathering["a"].SendAsync(task with { Round = task.Round + 1 }, MessageKind.Update, body);
        var wrongStep = await gathering["a"].SendAsync(task, MessageKind.Unmasking, body);

        Assert.All([earlier, early, wrongStep], answer => Assert.Equal(409, answer.Status));
    }

    [Fact]
    public async Task Message_NotFromTheSiteItNames_IsForbidden()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var body = UpdateManifest.Of(new byte[100]).Encode();
        var (own, others) = (new ActorLink(gathering.Bench, "a"), gathering["b"].Frame(task, MessageKind.Update, body));
        var forged = SignedMessage.Sign(SignedMessage.Decode(gathering["a"].Frame(task, MessageKind.Update, body)).Slot, body, gathering["b"].Key).Encode();

        var anothers = await own.MessageAsync(others);
        var signedByAnother = await own.MessageAsync(forged);
        var anotherRun = await gathering["a"].SendAsync(task with { Run = "other" }, MessageKind.Update, body);
        var torn = await own.MessageAsync(others[..^1]);

        Assert.All([anothers, signedByAnother, anotherRun], answer => Assert.Equal(403, answer.Status));
        Assert.Equal(400, torn.Status);
    }

    [Fact]
    public async Task Upload_InCrumbs_IsRefusedBeforeAnythingIsKept()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false, rounds: 1), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var vector = await gathering["a"].VectorAsync(task, task.Order ?? throw new InvalidOperationException());
        var before = gathering.Bench.Saved.Keys.ToHashSet();

        var (status, _, problem) = await gathering["a"].SendAsync(task, MessageKind.Update, UpdateManifest.Of(vector, chunkBytes: 1).Encode());

        Assert.InRange(vector.Length, Uploads.MaximumChunks + 1, UpdateManifest.MaximumChunks);
        Assert.Equal(400, status);
        Assert.Contains("send larger ones", problem);
        Assert.Equal(before, gathering.Bench.Saved.Keys.ToHashSet());
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 409)]
    public async Task Enrol_AnotherSigningKey_OnlyAfterTheSiteWasRevokedAndInvitedAgain(bool isRevoked, int expected)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false), 3);
        if (isRevoked)
            await gathering.Bench.CallAsync(actor => actor.RevokeAsync("a"));
        await gathering.Bench.CallAsync(actor => actor.InviteAsync("a", "k2"));
        using var key = SigningKey.Create();
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var proof = SignedMessage.Sign(SiteBook.EnrolmentSlot(ActorBench.Name, "a"), publicKey, key).Signature.ToArray();

        var reply = await gathering.Bench.CallAsync(actor => actor.EnrolAsync("a", "k2", JsonSerializer.SerializeToUtf8Bytes(new SiteEnrolment(publicKey, proof), WireJson.Default.SiteEnrolment)));

        Assert.Equal(expected, reply.Status);
    }

    [Fact]
    public async Task Upload_Interrupted_GoesOnWhereItWasAfterARestart()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false, rounds: 1), 3);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var (site, order) = (gathering["a"], task.Order ?? throw new InvalidOperationException());
        var vector = await site.VectorAsync(task, order);
        await site.UploadAsync(task, vector, chunks: 1);

        gathering.Bench.Restart();
        var broken = await new ActorLink(gathering.Bench, "a").ChunkAsync(task, 1, new byte[10]);
        var answer = await site.UploadAsync(task, vector, chunks: int.MaxValue);
        var again = await new ActorLink(gathering.Bench, "a").ChunkAsync(task, 0, vector[..site.ChunkBytes]);
        await gathering.RunAsync();

        Assert.True(vector.Length > 2 * site.ChunkBytes / 2, $"{vector.Length}");
        Assert.Equal(400, broken.Status);
        Assert.Empty(answer.Receipt?.Missing ?? [-1]);
        Assert.Equal(200, again.Status);
        FederationActorTests.AssertClose(gathering.Expected(1, 0.02), await gathering.GlobalAsync());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Upload_WeightThatNoSiteMayHave_IsLeftOutWithTheReason(double weight)
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false, rounds: 1) with { Cohort = new CohortPlan(Minimum: 3) }, 4);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);
        var liar = gathering["d"];
        var vector = await liar.VectorAsync(task, task.Order ?? throw new InvalidOperationException());
        BitConverter.TryWriteBytes(vector.AsSpan(vector.Length - 4), (float)weight);

        var answer = await liar.UploadAsync(task, vector, chunks: int.MaxValue);
        await gathering.RunAsync();

        Assert.Equal(400, answer.Status);
        var training = (await gathering.Bench.StatusAsync()).Rounds[2];
        Assert.Equal((4, 3), (training.Selected, training.Summed));
        Assert.StartsWith("d: ", Assert.Single(training.Refused), StringComparison.Ordinal);
        FederationActorTests.AssertClose(gathering.Expected(1, 0.02), await gathering.GlobalAsync());
    }

    [Fact]
    public async Task Decline_SiteHasAVeto_RoundGoesOnWithoutWaitingForIt()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false, rounds: 1), 4);
        var task = await gathering.ReachAsync(Purposes.Training, RoundSteps.Update);

        var answer = await gathering["d"].SendAsync(task, MessageKind.Decline, []);
        await gathering.RunAsync();

        Assert.Equal(200, answer.Status);
        var status = await gathering.Bench.StatusAsync();
        Assert.Equal((FederationStates.Completed, 3), (status.State, status.Rounds[2].Summed));
        Assert.Equal(0, status.Sites.Single(site => site.Site == "d").Dropped);
    }

    [Fact]
    public async Task Key_Revoked_OpensNothing()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: false), 3);

        await gathering.Bench.CallAsync(actor => actor.RevokeAsync("a"));

        Assert.Equal(403, (await gathering.Bench.CallAsync(actor => actor.TaskAsync("a", ActorLink.KeyId))).Status);
        Assert.Equal("revoked", (await gathering.Bench.StatusAsync()).Sites[0].State);
    }

    [Fact]
    public async Task Transcript_SecureRound_HoldsEveryMessageWithAValidSignature()
    {
        using var gathering = await Gathering.OfAsync(Gathering.PlanOf(secure: true, rounds: 1), 3);
        await gathering.RunAsync();

        var transcript = (await gathering.Bench.CallAsync(actor => actor.TranscriptAsync(1))).Read(WireJson.Default.RoundTranscript);

        Assert.Equal(5 * 3, transcript.Messages.Count);
        Assert.All(transcript.Messages, frame =>
        {
            var message = SignedMessage.Decode(frame);
            using var key = SigningKey.Import(transcript.SigningKeys[message.Slot.Site]);
            Assert.True(message.IsSignedBy(key));
        });
        Assert.Equal(["a", "b", "c"], transcript.Summed.Order());
        Assert.Contains(transcript.Result ?? "", gathering.Bench.VectorNames);
    }
}
