using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;
using NetMl.Federation.Privacy;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Rounds;

/// <summary>A federation as a state machine: what each call of a site, each deadline and each result changes. No clock, no storage, no vectors.</summary>
/// <remarks>
/// Everything it knows is <see cref="State"/> and the messages that <see cref="StepMessages.Of"/> names; from both it goes on after any restart.
/// The caller stores an accepted message together with the new state, and an upload's bytes until it is complete.
/// </remarks>
public sealed class FederationMachine
{
    private SecureSumServer? _sum;

    private FederationMachine(FederationState state) => State = state;

    public FederationState State { get; private set; }

    /// <summary>A new federation, before its first site.</summary>
    /// <param name="run">Names this life of it.</param>
    /// <param name="parameters">P of the planned network.</param>
    /// <remarks>The vectors of <see cref="RoundClosing.Before"/> are to be stored first.</remarks>
    public static FederationMachine Create(FederationPlan plan, string run, int parameters)
    {
        var parts = new PlanParts(plan);
        return new(new FederationState(
            parts.Plan, run, parameters, parts.Terms.NoiseMultiplier, FederationStates.Gathering, Purposes.FirstRound(plan), 1, null, parts.Privacy.Clip, [], [], [], [], RoundClosing.Before(plan).NamesAfter(new VectorNames()),
            Note: $"Waits for {parts.Cohort.Minimum} sites."));
    }

    /// <summary>Takes over the sites of an earlier life: their keys, not their rounds.</summary>
    public void Adopt(FederationState earlier) => State = State with { Sites = [.. earlier.Sites.Select(site => site with { Completed = 0, Dropped = 0, BytesReceived = 0, NotBefore = null })], Keys = earlier.Keys };

    /// <summary>Goes on from what is stored.</summary>
    /// <param name="messages">Those that <see cref="StepMessages.Of"/> names, in that order.</param>
    public static FederationMachine Resume(FederationState state, IReadOnlyList<SignedMessage> messages)
    {
        var machine = new FederationMachine(state);
        if (state is not { Parts.IsSecure: true, Current: { } round })
            return machine;
        machine._sum = SecureSumServer.Start(machine.Settings(round));
        var next = 0;
        foreach (var step in round.Arrivals)
        {
            foreach (var _ in step.Sites)
                if (machine._sum.Accept(messages[next++]) is { } reason)
                    throw new InvalidOperationException($"A stored message no longer fits its round: {reason}");
            if (step.IsClosed)
                machine._sum.CloseStep();
        }
        return machine;
    }

    /// <summary>Sites that still owe the message of the running step.</summary>
    public IReadOnlyList<string> Awaited => State.Current switch
    {
        null or { Step: RoundSteps.Aggregate } => [],
        { } round when _sum is not null => [.. _sum.Awaited.Except(round.Declined)],
        { } round => [.. round.Order.Sites.Except(round.SummedSites).Except(round.Declined)],
    };

    /// <summary>What a site needs for the running step of a secure round.</summary>
    public IReadOnlyList<SignedMessage> InboxOf(string site) => _sum?.InboxOf(site) ?? [];

    /// <summary>From step confirm of a secure round on.</summary>
    public SurvivorList? Survivors => _sum is not null && State.Current?.Step is RoundSteps.Confirm or RoundSteps.Unmask or RoundSteps.Aggregate ? _sum?.Survivors : null;

    /// <summary>Takes the masks off a secure round's sum.</summary>
    /// <exception cref="SecureSumException">A share is wrong or missing: the attempt is over.</exception>
    public void Open(Span<uint> sum) => (_sum ?? throw new InvalidOperationException("No secure sum is running.")).Open(sum);

    /// <summary>Gives a site a key, or a new one in place of the old.</summary>
    public void Invite(string site, string keyId) => State = SiteBook.Invite(State, site, keyId);

    /// <summary>Takes a site's key back; false when there is no such site.</summary>
    public bool Revoke(string site)
    {
        var isKnown = State.Site(site) is not null;
        State = SiteBook.Revoke(State, site);
        return isKnown;
    }

    /// <summary>Registers a site's signing key, once.</summary>
    public Ruling Enrol(string site, SiteEnrolment enrolment, DateTimeOffset now)
    {
        (State, var ruling) = SiteBook.Enrol(State, site, enrolment, now);
        return ruling;
    }

    /// <summary>A site has called, with so many bytes of messages or chunks.</summary>
    public void Seen(string site, long bytes, DateTimeOffset now) => State = SiteBook.Seen(State, site, bytes, now);

    /// <summary>Begins a round when it can, ends a step when its time is over.</summary>
    public void Tick(DateTimeOffset now, Random random)
    {
        if (State.IsFinal || State.State == FederationStates.Publishing)
            return;
        if (State.Current is null)
            TryBegin(now, random);
        else if (State.Current.Step != RoundSteps.Aggregate && now >= State.Current.Deadline)
            CloseStep(now);
    }

    /// <summary>Takes a site's message.</summary>
    /// <param name="earlier">The stored message of the same slot, if there is one.</param>
    public Ruling Accept(SignedMessage message, SignedMessage? earlier, DateTimeOffset now)
    {
        var slot = message.Slot;
        if (!State.Keys.TryGetValue(slot.Site, out var publicKey))
            return Ruling.Forbidden($"Site '{slot.Site}' has not enrolled.");
        if (slot.Federation != State.Plan.Name || slot.Run != State.Run)
            return Ruling.Forbidden("The message was signed for another federation, or another life of it.");
        using var key = SigningKey.Import(publicKey);
        if (!message.IsSignedBy(key))
            return Ruling.Forbidden("The message is not signed by the site's registered key.");
        if (earlier is not null)
            return earlier.Body.Span.SequenceEqual(message.Body.Span) ? Ruling.Repeated : Ruling.Refused("Another message of this kind was sent before in this round; it stays.");
        if (State.Current is not { } round || !Uploads.IsOpen(State, round, slot))
            return Ruling.Refused($"Round {slot.Round}, attempt {slot.Attempt} is not running: ask for the present task.");
        if (!round.Order.Sites.Contains(slot.Site))
            return Ruling.Refused("The site does not take part in this round.");
        if (slot.Kind == MessageKind.Decline)
            return Decline(round, message, now);
        if (slot.Kind != StepMessages.KindOf(round.Step) || round.Declined.Contains(slot.Site))
            return Ruling.Refused($"A message of kind {slot.Kind} is not what step {round.Step} waits for.");
        if (slot.Kind == MessageKind.Update)
            return State.Parts.IsBuffered || Awaited.Contains(slot.Site) ? Announce(message) : Ruling.Refused("The site has dropped out of this attempt.");
        if (_sum?.Accept(message) is { } reason)
            return Ruling.Refused(reason);
        Count(round, slot.Site, now);
        return Ruling.Accepted;
    }

    /// <summary>The upload that a chunk belongs to; null: it is complete, replaced or over.</summary>
    public UploadRecord? Upload(string site, int round, int attempt) =>
        Uploads.Find(State, site, round, attempt);

    /// <summary>Whether a site's vector of this slot is in a sum already.</summary>
    public bool IsSummed(string site, int round, int attempt) =>
        State.Current?.Summed.Contains(new SummedUpdate(site, round, attempt)) ?? false;

    /// <summary>A chunk is stored.</summary>
    /// <returns>Chunks that are still missing.</returns>
    public IReadOnlyList<int> ChunkArrived(UploadRecord upload, int chunk)
    {
        var changed = upload with { Missing = [.. upload.Missing.Where(missing => missing != chunk)] };
        State = State with { Uploads = [.. State.Uploads.Select(known => known == upload ? changed : known)] };
        return changed.Missing;
    }

    /// <summary>The site's whole vector has been added to the sum.</summary>
    /// <param name="announcement">Its Update message.</param>
    public Ruling UploadSummed(SignedMessage announcement, DateTimeOffset now)
    {
        var slot = announcement.Slot;
        State = State with { Uploads = [.. State.Uploads.Where(upload => upload.Site != slot.Site)] };
        if (State.Current is not { } round)
            return Ruling.Refused("The round is over.");
        if (_sum?.Accept(announcement) is { } reason)
            return Ruling.Refused(reason);
        // fed-buff: a late site may not be in the cohort of the round that its update falls into.
        if (!round.Order.Sites.Contains(slot.Site))
            round = round with { Order = round.Order with { Sites = [.. round.Order.Sites, slot.Site] } };
        Count(round with { Summed = [.. round.Summed, new SummedUpdate(slot.Site, slot.Round, slot.Attempt)] }, slot.Site, now);
        return Ruling.Accepted;
    }

    /// <summary>The site's whole vector is no good: it counts as one that declined.</summary>
    public void UploadRefused(string site, string reason, DateTimeOffset now)
    {
        State = State with { Uploads = [.. State.Uploads.Where(upload => upload.Site != site)] };
        if (State.Current is not { } round)
            return;
        State = State with { Current = round with { Refused = [.. round.Refused, $"{site}: {reason}"], Declined = [.. round.Declined, site] } };
        CloseIfComplete(now);
    }

    /// <summary>A round has its result.</summary>
    public void RoundClosed(RoundOutcome outcome)
    {
        State = RoundEnding.Closed(State, outcome);
        _sum = null;
    }

    /// <summary>The attempt cannot give a result: another begins, at once or after a pause.</summary>
    public void AttemptFailed(string reason, DateTimeOffset now)
    {
        State = RoundEnding.Failed(State, reason, Awaited, now);
        _sum = null;
    }

    /// <summary>Ends it without a model.</summary>
    public void Stop() => End(FederationStates.Stopped, State with { Note = "Stopped by an administrator." });

    /// <summary>It cannot go on.</summary>
    public void Fail(string error) => End(FederationStates.Failed, State with { Error = error });

    /// <summary>The model is in the registry.</summary>
    public void Published(ModelVersion version) => End(FederationStates.Completed, State with { Published = version, Note = State.Note ?? StatusReport.UseOfModel(State.Plan) });

    private void End(string final, FederationState last)
    {
        State = PrivacySpending.GiveUp(last) with { State = final, Current = null, Uploads = [], NotBefore = null };
        _sum = null;
    }

    private void TryBegin(DateTimeOffset now, Random random)
    {
        State = RoundBeginning.Try(State, now, random);
        _sum = State is { Parts.IsSecure: true, Current: { } round } ? SecureSumServer.Start(Settings(round)) : null;
    }

    private SecureSumSettings Settings(RunningRound round) =>
        RoundTerms.SettingsOf(RoundTerms.PlanDigest(State.Plan), round.Order, round.Purpose, State.Plan.Name, State.Run, round.Round, round.Attempt);

    private Ruling Announce(SignedMessage message)
    {
        (State, var ruling) = Uploads.Announce(State, message);
        return ruling;
    }

    private Ruling Decline(RunningRound round, SignedMessage message, DateTimeOffset now)
    {
        var site = message.Slot.Site;
        if (round.Declined.Contains(site))
            return Ruling.Repeated;
        if (!Declines.IsOfThisAttemptOnly(message.Body.Span) && State.Site(site) is { } known)
            State = State.With(known with { NotBefore = now + State.Parts.Presence });
        State = State with { Current = round with { Declined = [.. round.Declined, site] }, Uploads = [.. State.Uploads.Where(upload => upload.Site != site)] };
        CloseIfComplete(now);
        return Ruling.Accepted;
    }

    private void Count(RunningRound round, string site, DateTimeOffset now)
    {
        var place = round.Order.Sites.Index().First(known => known.Item == site).Index;
        var step = round.Arrivals.FirstOrDefault(arrivals => arrivals.Step == round.Step);
        StepArrivals longer = step is null ? new(round.Step, [place], false) : step with { Sites = [.. step.Sites, place] };
        State = State with { Current = round with { Arrivals = [.. round.Arrivals.Where(arrivals => arrivals.Step != round.Step), longer] } };
        CloseIfComplete(now);
    }

    private void CloseIfComplete(DateTimeOffset now)
    {
        if (State.Current?.Step == RoundSteps.Aggregate)
            return;
        var isFull = State.Parts.IsBuffered && State.Current is { Purpose: Purposes.Training } round && round.Summed.Count >= State.Parts.Strategy.Buffer;
        if (isFull || Awaited.Count == 0)
            CloseStep(now);
    }

    private void CloseStep(DateTimeOffset now)
    {
        if (State.Current is not { } round)
            return;
        var minimum = State.Parts.Cohort.Minimum;
        if (_sum is not null)
            CloseSecureStep(_sum, round, PrivacyTerms.FewestSurvivors(round.Order.Sites.Count, State.Parts.Security, State.Parts.Cohort), now);
        else if (round.Summed.Count >= minimum)
            State = PrivacySpending.Spend(State) with { Current = round with { Step = RoundSteps.Aggregate } };
        else if (State.Parts.IsBuffered && round.Purpose == Purposes.Training)
            State = RoundBeginning.Widen(State, round, now);
        else
            AttemptFailed($"{round.Summed.Count} of {round.Order.Sites.Count} sites sent their update, {minimum} are needed.", now);
    }

    private void CloseSecureStep(SecureSumServer sum, RunningRound round, int minimum, DateTimeOffset now)
    {
        try
        {
            sum.CloseStep();
        }
        catch (SecureSumException tooFew)
        {
            AttemptFailed(tooFew.Message, now);
            return;
        }
        if (round.Step == RoundSteps.Update && round.Summed.Count < minimum)
        {
            AttemptFailed($"{round.Summed.Count} of {round.Order.Sites.Count} sites sent their update, {minimum} are needed.", now);
            return;
        }
        var closed = round.Arrivals.FirstOrDefault(arrivals => arrivals.Step == round.Step) ?? new StepArrivals(round.Step, [], false);
        var isDone = sum.Step == "done";
        State = (isDone ? PrivacySpending.Spend(State) : State) with
        {
            Current = round with
            {
                Step = isDone ? RoundSteps.Aggregate : sum.Step,
                Deadline = now + State.Parts.Step,
                Arrivals = [.. round.Arrivals.Where(arrivals => arrivals.Step != round.Step), closed with { IsClosed = true }],
            },
        };
    }
}
