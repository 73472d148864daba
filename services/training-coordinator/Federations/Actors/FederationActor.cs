using System.Security.Cryptography;
using System.Text.Json;
using Dapr.Actors.Runtime;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;
using NetMl.TrainingCoordinator.Models;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>One federation. What a turn acknowledges is stored before it is answered; a turn that throws leaves nothing behind.</summary>
/// <remarks>
/// The machine is rebuilt from the stored state after an activation or a failed turn. Deadlines come by reminder, and by any call after them.
/// </remarks>
[Actor(TypeName = FederationActors.TypeName)]
sealed class FederationActor : Actor, IFederation, IRemindable
{
    private const string DeadlineReminder = "deadline";
    private static readonly TimeSpan RepeatReminder = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PublishAgain = TimeSpan.FromSeconds(5);

    private readonly IVectorStore _vectors;
    private readonly IModelPublisher _publisher;
    private readonly FederationSignals _signals;
    private readonly TimeProvider _time;
    private readonly FederationLog _log;
    private readonly Random _random = new UnforeseeableRandom();
    private FederationMachine? _machine;
    private FederationStore? _store;
    private DateTimeOffset? _reminder;

    public FederationActor(ActorHost host, IVectorStore vectors, IModelPublisher publisher, FederationSignals signals, TimeProvider time, ILogger<FederationLog> logger)
        : base(host) => (_vectors, _publisher, _signals, _time, _log) = (vectors, publisher, signals, time, new FederationLog(logger));

    private string Name => Id.GetId();

    private DateTimeOffset Now => _time.GetUtcNow();

    public async Task<byte[]> CreateAsync(byte[] plan)
    {
        var wanted = JsonSerializer.Deserialize(plan, WireJson.Default.FederationPlan) ?? throw new JsonException("The plan is null.");
        var store = new FederationStore(StateManager);
        var earlier = await store.LoadAsync();
        if (earlier is { State.IsFinal: false })
            return Reply.Refuse(StatusCodes.Status409Conflict, $"The federation '{Name}' is {earlier.State.State}: stop it first, or choose another name.").Encode();
        var machine = FederationMachine.Create(wanted, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), PlannedNetwork.Parameters(wanted));
        if (earlier is not null)
        {
            // The sites keep their keys; their rounds belong to the life that is over.
            await store.ForgetTranscriptsAsync(earlier.State);
            foreach (var name in earlier.State.Vectors.All().Distinct(StringComparer.Ordinal))
                await _vectors.DeleteAsync(Name, name, CancellationToken.None);
            machine.Adopt(earlier.State);
        }
        foreach (var vector in RoundClosing.Before(wanted).All())
            await _vectors.SaveAsync(Name, vector, CancellationToken.None);
        await store.CommitAsync(machine.State, keepMessages: false);
        (_machine, _store) = (machine, store);
        _log.FederationCreated(Name, machine.State.Run);
        _signals.Changed(Name);
        return Reply.Of(StatusReport.Of(machine.State, Now), WireJson.Default.FederationStatus).Encode();
    }

    public Task<byte[]> StatusAsync() => TurnAsync(machine => Task.FromResult(Report(machine)));

    public Task<byte[]> StopAsync() => TurnAsync(machine =>
    {
        if (machine.State.IsFinal)
            return Task.FromResult(Reply.Refuse(StatusCodes.Status409Conflict, $"The federation '{Name}' is over already: it is {machine.State.State}."));
        machine.Stop();
        return Task.FromResult(Report(machine));
    });

    public Task<byte[]> InviteAsync(string site, string keyId) => TurnAsync(machine =>
    {
        if (machine.State.IsFinal)
            return Task.FromResult(Reply.Refuse(StatusCodes.Status409Conflict, $"The federation '{Name}' is over: it is {machine.State.State}."));
        if (machine.State.Site(site) is null && machine.State.Sites.Count >= FederationLimits.MaximumSites)
            return Task.FromResult(Reply.Refuse(StatusCodes.Status409Conflict, $"The federation '{Name}' has {FederationLimits.MaximumSites} sites already, which is the most."));
        machine.Invite(site, keyId);
        return Task.FromResult(Reply.Nothing);
    });

    public Task<byte[]> RevokeAsync(string site) => TurnAsync(machine => Task.FromResult(machine.Revoke(site)
        ? Reply.Nothing
        : Reply.Refuse(StatusCodes.Status404NotFound, $"The federation '{Name}' has no site '{site}'.")));

    public Task<byte[]> TranscriptAsync(int round) => TurnAsync(async _ => await Store.TranscriptAsync(round) is { } transcript
        ? Reply.Of(transcript, WireJson.Default.RoundTranscript)
        : Reply.Refuse(StatusCodes.Status404NotFound, $"There is no transcript of round {round}: it has not ended, or is not one of the last {FederationStore.KeptTranscripts}."));

    public Task<byte[]> EnrolAsync(string site, string keyId, byte[] enrolment) => SiteTurnAsync(site, keyId, 0, machine =>
    {
        var wanted = JsonSerializer.Deserialize(enrolment, WireJson.Default.SiteEnrolment) ?? throw new JsonException("The enrolment is null.");
        var ruling = machine.Enrol(site, wanted, Now);
        if (ruling.Kind == RulingKind.Accepted)
            _log.SiteEnrolled(Name, site);
        return Task.FromResult(Of(ruling) ?? Terms(machine));
    });

    public Task<byte[]> TermsAsync(string site, string keyId) => SiteTurnAsync(site, keyId, 0, machine => Task.FromResult(Terms(machine)));

    public Task<byte[]> TaskAsync(string site, string keyId) =>
        SiteTurnAsync(site, keyId, 0, machine => Task.FromResult(Reply.Of(SiteTasks.Of(machine, site), WireJson.Default.SiteTask)));

    public Task<byte[]> KeysAsync(string site, string keyId) =>
        SiteTurnAsync(site, keyId, 0, machine => Task.FromResult(Reply.Of(new SigningKeys(machine.State.Keys), WireJson.Default.SigningKeys)));

    public Task<byte[]> MayReadAsync(string site, string keyId, string sha256) => SiteTurnAsync(site, keyId, 0, machine => Task.FromResult(machine.State.Vectors.IsPublic(sha256)
        ? Reply.Nothing
        : Reply.Refuse(StatusCodes.Status404NotFound, "The federation has no such vector now: ask for the present task.")));

    public Task<byte[]> InboxAsync(string site, string keyId, int round, int attempt, string step) => SiteTurnAsync(site, keyId, 0, machine =>
    {
        if (machine.State.Current is not { } running || running.Round != round || running.Attempt != attempt || running.Step != step)
            return Task.FromResult(Reply.Refuse(StatusCodes.Status409Conflict, $"Step {step} of round {round}, attempt {attempt} is not running: ask for the present task."));
        if (!running.Order.Sites.Contains(site))
            return Task.FromResult(Reply.Refuse(StatusCodes.Status409Conflict, "The site does not take part in this round."));
        return Task.FromResult(Reply.Bytes(step == RoundSteps.Confirm && machine.Survivors is { } survivors
            ? FrameList.Join([survivors.Encode()])
            : FrameList.Join(machine.InboxOf(site))));
    });

    public Task<byte[]> MessageAsync(string site, string keyId, byte[] frame) => SiteTurnAsync(site, keyId, frame.Length, async machine =>
    {
        var message = SignedMessage.Decode(frame);
        if (message.Slot.Site != site)
            return Reply.Refuse(StatusCodes.Status403Forbidden, "The message was signed as another site's.");
        var ruling = machine.Accept(message, await Store.MessageAsync(message.Slot), Now);
        if (ruling.Kind == RulingKind.Accepted && message.Slot.Kind != MessageKind.Decline)
            await Store.PutMessageAsync(message);
        return Of(ruling) ?? Receipt(machine, site, message.Slot.Round, message.Slot.Attempt);
    });

    public Task<byte[]> MissingAsync(string site, string keyId, int round, int attempt) =>
        SiteTurnAsync(site, keyId, 0, machine => Task.FromResult(Receipt(machine, site, round, attempt)));

    public Task<byte[]> ChunkAsync(string site, string keyId, int round, int attempt, int chunk, byte[] bytes) =>
        SiteTurnAsync(site, keyId, bytes.Length, machine => new ChunkArrival(machine, Store, Now).TakeAsync(site, round, attempt, chunk, bytes));

    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        _reminder = null;
        await TurnAsync(_ => Task.FromResult(Reply.Nothing));
    }

    private FederationStore Store => _store ?? throw new InvalidOperationException("The federation is not loaded.");

    private Reply Report(FederationMachine machine) => Reply.Of(StatusReport.Of(machine.State, Now), WireJson.Default.FederationStatus);

    private static Reply Terms(FederationMachine machine) => Reply.Of(
        new FederationTerms(machine.State.Plan, PlannedNetwork.NodeFeaturesOf(machine.State.Plan), PlannedNetwork.FlowFeatures, machine.State.Parameters, PrivacySpending.Planned(machine.State.Plan)),
        WireJson.Default.FederationTerms);

    internal static Reply Receipt(FederationMachine machine, string site, int round, int attempt) =>
        Reply.Of(new MessageReceipt(true, machine.Upload(site, round, attempt)?.Missing ?? []), WireJson.Default.MessageReceipt);

    internal static Reply? Of(Ruling ruling) => ruling.Kind switch
    {
        RulingKind.Accepted or RulingKind.Repeated => null,
        RulingKind.Forbidden => Reply.Refuse(StatusCodes.Status403Forbidden, ruling.Reason ?? ""),
        RulingKind.Invalid => Reply.Refuse(StatusCodes.Status400BadRequest, ruling.Reason ?? ""),
        _ => Reply.Refuse(StatusCodes.Status409Conflict, ruling.Reason ?? ""),
    };

    private Task<byte[]> SiteTurnAsync(string site, string keyId, long bytes, Func<FederationMachine, Task<Reply>> act) => TurnAsync(async machine =>
    {
        if (machine.State.Site(site)?.KeyId is not { } known || !CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(known), System.Text.Encoding.UTF8.GetBytes(keyId)))
            return Reply.Refuse(StatusCodes.Status403Forbidden, $"This key of site '{site}' has been taken back or replaced.");
        machine.Seen(site, bytes, Now);
        machine.Tick(Now, _random);
        try
        {
            return await act(machine);
        }
        catch (Exception torn) when (torn is InvalidDataException or JsonException)
        {
            return Reply.Refuse(StatusCodes.Status400BadRequest, $"The body is refused: {torn.Message.TrimEnd('.')}.");
        }
    });

    private async Task<byte[]> TurnAsync(Func<FederationMachine, Task<Reply>> act)
    {
        try
        {
            if (await LoadAsync() is not { } machine)
                return Reply.Refuse(StatusCodes.Status404NotFound, $"There is no federation '{Name}'.").Encode();
            var before = machine.State;
            machine.Tick(Now, _random);
            var reply = await act(machine);
            await CommitAsync(machine);
            await AdvanceAsync(machine);
            if (!ReferenceEquals(before, machine.State))
                _signals.Changed(Name);
            return reply.Encode();
        }
        catch
        {
            _machine = null;
            throw;
        }
    }

    private async Task<FederationMachine?> LoadAsync()
    {
        if (_machine is not null)
            return _machine;
        _store = new FederationStore(StateManager);
        return _machine = await _store.LoadAsync();
    }

    /// <summary>Carries on with what needs no message: results, the next round, the model.</summary>
    private async Task AdvanceAsync(FederationMachine machine)
    {
        var results = new FederationResults(Name, machine, Store, _vectors, _publisher, _log);
        while (true)
        {
            var before = machine.State;
            var (isClosed, dropped) = await results.ContinueAsync(Now);
            machine.Tick(Now, _random);
            if (ReferenceEquals(before, machine.State))
                return;
            await CommitAsync(machine, isClosed);
            foreach (var vector in dropped)
                await _vectors.DeleteAsync(Name, vector, CancellationToken.None);
        }
    }

    /// <summary>The reminder first: one too many only asks again, one too few would leave a federation asleep.</summary>
    private async Task CommitAsync(FederationMachine machine, bool keepMessages = false)
    {
        var due = machine.State switch
        {
            { IsFinal: true } => null,
            { State: FederationStates.Publishing } => Now + PublishAgain,
            { Current: { Step: not RoundSteps.Aggregate } round } => round.Deadline,
            { Current: not null } => Now + PublishAgain,
            _ => machine.State.NotBefore,
        };
        if (due is { } at && due != _reminder)
            await RegisterReminderAsync(DeadlineReminder, [], at > Now ? at - Now : TimeSpan.Zero, RepeatReminder);
        await Store.CommitAsync(machine.State, keepMessages);
        if (due is null && _reminder is not null)
            await UnregisterReminderAsync(DeadlineReminder);
        _reminder = due;
    }
}
