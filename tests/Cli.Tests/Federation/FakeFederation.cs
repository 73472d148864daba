using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.Cli.Tests.Federation;

/// <summary>A federation in this process, by the server's own state machine, over HTTP as sites see it.</summary>
internal sealed class FakeFederation
{
    public const string Name = "clinics";

    private readonly Lock _lock = new();
    private readonly FederationMachine _machine;
    private readonly Dictionary<string, byte[]> _vectors = [];
    private readonly Dictionary<MessageSlot, SignedMessage> _messages = [];
    private readonly Dictionary<(string, int), byte[]> _chunks = [];
    private byte[] _sum = [];

    public FakeFederation(FederationPlan plan, params IReadOnlyList<string> sites)
    {
        _machine = FederationMachine.Create(plan, "run-1", PlannedNetwork.Parameters(plan));
        if (RoundClosing.Before(plan).Global is { } first)
            Globals = [MemoryMarshal.Cast<byte, float>(first).ToArray()];
        foreach (var vector in RoundClosing.Before(plan).All())
            _vectors[FreshVectors.NameOf(vector)] = vector;
        foreach (var site in sites)
            _machine.Invite(site, "k1");
    }

    /// <summary>"site VERB path bytes" of every request.</summary>
    public ConcurrentQueue<(string Site, string Request, byte[] Body)> Requests { get; } = new();

    /// <summary>What went wrong in this fake itself: nothing, or the test is wrong.</summary>
    public ConcurrentQueue<Exception> Failures { get; } = new();

    /// <summary>Chunks whose connection is broken before they are taken.</summary>
    public int ChunksToBreak { get; set; }

    /// <summary>What the server says instead of the truth.</summary>
    public Func<FederationTerms, FederationTerms> LieAboutTerms { get; set; } = terms => terms;

    /// <inheritdoc cref="LieAboutTerms"/>
    public Func<SiteTask, SiteTask> LieAboutTask { get; set; } = task => task;

    /// <summary>Messages whose connection is broken before they are taken.</summary>
    public Func<SignedMessage, bool> IsLost { get; set; } = _ => false;

    /// <summary>A message was taken.</summary>
    public Action<SignedMessage> Taken { get; set; } = _ => { };

    /// <summary>A site has enrolled.</summary>
    public Action<string> Enrolled { get; set; } = _ => { };

    /// <summary>A round has ended well: its purpose and number.</summary>
    public Action<string, int> Ended { get; set; } = (_, _) => { };

    /// <summary>Shared models, from the first on.</summary>
    public IReadOnlyList<float[]> Globals { get; private set; } = [];

    /// <summary>What a request gets instead of its answer; null = its answer.</summary>
    public Func<HttpContext, IResult?> Fault { get; set; } = _ => null;

    public RoundTranscript? Transcript { get; private set; }

    public FederationStatus Status
    {
        get
        {
            lock (_lock)
                return StatusReport.Of(_machine.State, DateTimeOffset.UtcNow);
        }
    }

    public static string KeyOf(string site) => $"nms1.{Name}.{site}.k1.mac";

    public void Map(WebApplication app)
    {
        var site = app.MapGroup($"/v1/federations/{Name}/sites/{{site}}");
        site.AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            request.EnableBuffering();
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            request.Body = new MemoryStream(body.ToArray());
            Requests.Enqueue(((string)request.RouteValues["site"]!, $"{request.Method} {request.Path}{request.QueryString}", body.ToArray()));
            if (Fault(context.HttpContext) is { } fault)
                return fault;
            try
            {
                return await next(context);
            }
            catch (Exception exception)
            {
                Failures.Enqueue(exception);
                throw;
            }
        });
        site.MapGet("/terms", () => Results.Json(LieAboutTerms(Terms()), WireJson.Default.FederationTerms));
        site.MapPut("", async (HttpRequest request, string site) => Enrol(site, await ReadAsync(request)));
        site.MapGet("/task", (string site, long after) => TaskAsync(site, after));
        site.MapGet("/keys", () => Results.Json(Locked(() => new SigningKeys(_machine.State.Keys)), WireJson.Default.SigningKeys));
        site.MapGet("/inbox", (string site, string step) => Results.Bytes(Locked(() => step == RoundSteps.Confirm
            ? FrameList.Join([_machine.Survivors!.Encode()])
            : FrameList.Join(_machine.InboxOf(site)))));
        site.MapGet("/vectors/{sha256}", (string sha256) => Results.Bytes(Locked(() => _vectors[sha256])));
        site.MapPost("/messages", async (HttpContext context, string site) => Message(context, await ReadAsync(context.Request)));
        site.MapGet("/upload", (string site, int round, int attempt) => Receipt(site, round, attempt));
        site.MapPut("/upload/{chunk}", async (HttpContext context, string site, int chunk, int round, int attempt) => Chunk(context, site, chunk, round, attempt, await ReadAsync(context.Request)));
    }

    private FederationTerms Terms() => new(
        _machine.State.Plan, PlannedNetwork.NodeFeaturesOf(_machine.State.Plan), PlannedNetwork.FlowFeatures, _machine.State.Parameters, PrivacySpending.Planned(_machine.State.Plan));

    private IResult Enrol(string site, byte[] body) => Locked(() =>
    {
        var enrolment = JsonSerializer.Deserialize(body, WireJson.Default.SiteEnrolment) ?? throw new InvalidOperationException("null");
        var ruling = _machine.Enrol(site, enrolment, DateTimeOffset.UtcNow);
        Enrolled(site);
        return Of(ruling) ?? Results.Json(Terms(), WireJson.Default.FederationTerms);
    });

    /// <summary>Waits as the server does, but never long: a test may not.</summary>
    private async Task<IResult> TaskAsync(string site, long after)
    {
        for (var look = 0; ; look++)
        {
            var task = Locked(() =>
            {
                _machine.Seen(site, 0, DateTimeOffset.UtcNow);
                return LieAboutTask(SiteTasks.Of(_machine, site));
            });
            if (task.Version != after || look == 50)
                return Results.Json(task, WireJson.Default.SiteTask);
            await Task.Delay(10);
        }
    }

    private IResult Message(HttpContext context, byte[] frame) => Locked(() =>
    {
        var message = SignedMessage.Decode(frame);
        if (IsLost(message))
        {
            context.Abort();
            return Results.Empty;
        }
        var ruling = _machine.Accept(message, _messages.GetValueOrDefault(message.Slot), DateTimeOffset.UtcNow);
        if (ruling.Kind == RulingKind.Accepted)
        {
            _messages[message.Slot] = message;
            Taken(message);
        }
        return Of(ruling) ?? Receipt(message.Slot.Site, message.Slot.Round, message.Slot.Attempt);
    });

    private IResult Receipt(string site, int round, int attempt) =>
        Results.Json(Locked(() => new MessageReceipt(true, _machine.Upload(site, round, attempt)?.Missing ?? [])), WireJson.Default.MessageReceipt);

    private IResult Chunk(HttpContext context, string site, int chunk, int round, int attempt, byte[] bytes) => Locked(() =>
    {
        if (ChunksToBreak-- > 0)
        {
            context.Abort();
            return Results.Empty;
        }
        if (_machine.Upload(site, round, attempt) is not { } upload)
            return Results.Problem("stale", statusCode: 409);
        var announced = _messages[new MessageSlot(Name, _machine.State.Run, round, attempt, site, MessageKind.Update)];
        if (!UpdateManifest.Decode(announced.Body).IsChunk(chunk, bytes))
            return Results.Problem("wrong hash", statusCode: 400);
        _chunks[(site, chunk)] = bytes;
        if (_machine.ChunkArrived(upload, chunk).Count == 0)
        {
            byte[] whole = [.. Enumerable.Range(0, upload.Chunks).SelectMany(i => _chunks[(site, i)])];
            if (_sum.Length != RoundVectors.SumBytes(_machine.State) || _machine.State.Current!.Summed.Count == 0)
                _sum = RoundVectors.EmptySum(_machine.State);
            if (_machine.State.Parts.IsSecure)
                RoundVectors.AddMasked(_machine.State, _sum, whole);
            else
                RoundVectors.AddPlain(_machine.State, _sum, whole, round);
            _machine.UploadSummed(announced, DateTimeOffset.UtcNow);
        }
        return Receipt(site, round, attempt);
    });

    /// <summary>One turn: what became due before it, and what it completed.</summary>
    private T Locked<T>(Func<T> act)
    {
        lock (_lock)
        {
            _machine.Tick(DateTimeOffset.UtcNow, new Random(1));
            var answer = act();
            while (_machine.State.Current is { Step: RoundSteps.Aggregate })
            {
                Close();
                _machine.Tick(DateTimeOffset.UtcNow, new Random(1));
            }
            if (_machine.State.State == FederationStates.Publishing)
                _machine.Published(new ModelVersion(_machine.State.Plan.Model, 1, new string('a', 64), _machine.State.Plan.Task, 1, Samples.Noon, "federation"));
            return answer;
        }
    }

    private void Close()
    {
        var (state, round) = (_machine.State, RoundVectors.Running(_machine.State));
        var sums = RoundVectors.PlainSum(_sum.Length % 8 == 0 ? _sum : []);
        if (state.Parts.IsSecure)
        {
            var ring = MemoryMarshal.Cast<byte, uint>(_sum).ToArray();
            _machine.Open(ring);
            sums = RoundVectors.SecureSum(state, ring);
        }
        var outcome = RoundClosing.Close(state, sums, new RoundStart(Floats(state.Vectors.Global), Floats(state.Vectors.Memory), Floats(state.Vectors.Means)), DateTimeOffset.UtcNow);
        foreach (var vector in outcome.Vectors.All())
            _vectors[FreshVectors.NameOf(vector)] = vector;
        if (round.Purpose == Purposes.Training)
        {
            Transcript = new RoundTranscript(
                Name, state.Run, round.Round, round.Attempt, round.Purpose, round.Order, state.Keys,
                [.. _messages.Values.Where(message => message.Slot.Round == round.Round && message.Slot.Attempt == round.Attempt).Select(message => message.Encode())],
                [.. round.SummedSites], null, RoundTerms.PlanDigest(state.Plan));
        }
        _machine.RoundClosed(outcome);
        if (outcome.Vectors.Global is { } global)
            Globals = [.. Globals, MemoryMarshal.Cast<byte, float>(global).ToArray()];
        Ended(round.Purpose, round.Round);
    }

    private float[] Floats(string? sha256) => sha256 is null ? [] : MemoryMarshal.Cast<byte, float>(_vectors[sha256]).ToArray();

    private static IResult? Of(Ruling ruling) => ruling.Kind switch
    {
        RulingKind.Accepted or RulingKind.Repeated => null,
        RulingKind.Forbidden => Results.Problem(ruling.Reason, statusCode: 403),
        RulingKind.Invalid => Results.Problem(ruling.Reason, statusCode: 400),
        _ => Results.Problem(ruling.Reason, statusCode: 409),
    };

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
