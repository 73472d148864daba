using System.Security.Cryptography;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;
using NetMl.Federation.Privacy;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Training.Tests.Federations;

/// <summary>How a test site reaches its federation.</summary>
internal interface ISiteLink
{
    Task<FederationTerms> EnrolAsync(SiteEnrolment enrolment);

    Task<SiteTask> TaskAsync();

    Task<SigningKeys> KeysAsync();

    Task<byte[]> InboxAsync(SiteTask task);

    Task<(int Status, MessageReceipt? Receipt, string? Problem)> MessageAsync(byte[] frame);

    Task<(int Status, MessageReceipt? Receipt, string? Problem)> ChunkAsync(SiteTask task, int chunk, byte[] bytes);
}

/// <summary>A site that keeps to the protocol and sends made-up vectors: 0.01 · (place of its name), weight 0.5 (1 with privacy).</summary>
internal sealed class TestSite(string name, ISiteLink link, FederationPlan plan) : IDisposable
{
    private readonly ECDsa _key = SigningKey.Create();
    private readonly Dictionary<string, byte[]> _made = [];
    private SecureSumClient? _client;
    private (string Run, int Round, int Attempt) _slot;
    private FederationTerms? _terms;

    public string Name => name;

    public ECDsa Key => _key;

    /// <summary>Bytes of each chunk.</summary>
    public int ChunkBytes { get; init; } = 4096;

    public float Value { get; set; } = 0.01f * (name[^1] - 'a' + 1);

    public double Weight { get; set; } = 0.5;

    /// <summary>The manifest frame that was sent last.</summary>
    public byte[] LastFrame { get; private set; } = [];

    public async Task<FederationTerms> EnrolAsync()
    {
        var publicKey = _key.ExportSubjectPublicKeyInfo();
        var proof = SignedMessage.Sign(SiteBook.EnrolmentSlot(plan.Name, name), publicKey, _key).Signature.ToArray();
        return _terms = await link.EnrolAsync(new SiteEnrolment(publicKey, proof));
    }

    public Task<SiteTask> TaskAsync() => link.TaskAsync();

    /// <summary>Asks for the task and does it.</summary>
    /// <returns>Whether there was something to do.</returns>
    public async Task<bool> ActAsync() => await ActAsync(await link.TaskAsync());

    public async Task<bool> ActAsync(SiteTask task)
    {
        if (task.Step == RoundSteps.Idle || task.Order is not { } order)
            return false;
        if (_slot != (task.Run, task.Round, task.Attempt))
            await BeginAsync(task, order);
        // A step is computed once: who sends again sends the same.
        if (!_made.TryGetValue(task.Step, out var body))
            body = _made[task.Step] = task.Step switch
            {
                RoundSteps.Keys => Client.Advertise(),
                RoundSteps.Shares => Client.Share(FrameList.SplitMessages(await link.InboxAsync(task))),
                RoundSteps.Update => await VectorAsync(task, order),
                RoundSteps.Confirm => Client.Confirm(SurvivorList.Decode(FrameList.Split(await link.InboxAsync(task))[0])),
                _ => Client.Unmask(FrameList.SplitMessages(await link.InboxAsync(task))),
            };
        var (status, _, problem) = task.Step == RoundSteps.Update
            ? await UploadAsync(task, body, chunks: int.MaxValue)
            : await SendAsync(task, StepMessages.KindOf(task.Step) ?? default, body);
        Assert.True(status == 200, $"{name}, {task.Purpose}, {task.Step}: {problem}");
        return true;
    }

    /// <summary>Announces a vector and sends some of its chunks.</summary>
    public async Task<(int Status, MessageReceipt? Receipt, string? Problem)> UploadAsync(SiteTask task, byte[] vector, int chunks)
    {
        var manifest = UpdateManifest.Of(vector, ChunkBytes);
        var answer = await link.MessageAsync(LastFrame = Frame(task, MessageKind.Update, manifest.Encode()));
        foreach (var chunk in (answer.Receipt?.Missing ?? []).Take(chunks))
            answer = await link.ChunkAsync(task, chunk, vector.AsSpan(chunk * ChunkBytes, manifest.LengthOf(chunk)).ToArray());
        return answer;
    }

    public byte[] Frame(SiteTask task, MessageKind kind, byte[] body) =>
        SignedMessage.Sign(new MessageSlot(plan.Name, task.Run, task.Round, task.Attempt, name, kind), body, _key).Encode();

    public Task<(int Status, MessageReceipt? Receipt, string? Problem)> SendAsync(SiteTask task, MessageKind kind, byte[] body) => link.MessageAsync(Frame(task, kind, body));

    public ContributionLayout Layout(SiteTask task) => new PlanParts(plan).Layout(task.Purpose, _terms?.Parameters ?? 0);

    /// <summary>The vector as it travels.</summary>
    public async Task<byte[]> VectorAsync(SiteTask task, RoundOrder order)
    {
        var (parts, layout) = (new PlanParts(plan), Layout(task));
        var vector = new double[layout.Length];
        vector.AsSpan(0, layout.Values).Fill(Value * Weight);
        vector.AsSpan(layout.MetricsAt, layout.Metrics).Fill(0.25 * Weight);
        if (layout.HasClipIndicator)
            vector[layout.ClipIndicatorAt] = AdaptiveClip.Indicator(unclipped: true);
        vector[layout.WeightAt] = Weight;
        if (order.RingBits == 0)
            return PlainVector.Encode(layout, vector, parts.Security.Compression);
        var ring = new uint[order.Length];
        RoundPrivacy.Of(parts, parts.Terms, layout, order.Sites.Count, order.Clip).Encoding?.Encode(vector, ring);
        var shares = FrameList.SplitMessages(await link.InboxAsync(task));
        Client.Mask(ring, shares);
        var bytes = new byte[RingPacking.Bytes(order.Length, order.RingBits)];
        RingPacking.Pack(ring, order.RingBits, bytes);
        return bytes;
    }

    public void Dispose()
    {
        _client?.Dispose();
        _key.Dispose();
    }

    private SecureSumClient Client => _client ?? throw new InvalidOperationException("The round is plain.");

    private async Task BeginAsync(SiteTask task, RoundOrder order)
    {
        _client?.Dispose();
        _client = null;
        _made.Clear();
        if (order.RingBits == 0)
        {
            _slot = (task.Run, task.Round, task.Attempt);
            return;
        }
        var keys = (await link.KeysAsync()).Keys.ToDictionary(key => key.Key, key => SigningKey.Import(key.Value), StringComparer.Ordinal);
        var settings = RoundTerms.SettingsOf(RoundTerms.PlanDigest(plan), order, task.Purpose, plan.Name, task.Run, task.Round, task.Attempt);
        _client = new SecureSumClient(settings, name, _key, site => keys.GetValueOrDefault(site));
        _slot = (task.Run, task.Round, task.Attempt);
    }
}

/// <summary>Straight to an actor.</summary>
internal sealed class ActorLink(ActorBench bench, string site) : ISiteLink
{
    public const string KeyId = "k1";

    public async Task<FederationTerms> EnrolAsync(SiteEnrolment enrolment)
    {
        var reply = await bench.CallAsync(actor => actor.EnrolAsync(site, KeyId, JsonSerializer.SerializeToUtf8Bytes(enrolment, WireJson.Default.SiteEnrolment)));
        Assert.True(reply.IsGood, reply.Sentence);
        return reply.Read(WireJson.Default.FederationTerms);
    }

    public async Task<SiteTask> TaskAsync() => (await bench.CallAsync(actor => actor.TaskAsync(site, KeyId))).Read(WireJson.Default.SiteTask);

    public async Task<SigningKeys> KeysAsync() => (await bench.CallAsync(actor => actor.KeysAsync(site, KeyId))).Read(WireJson.Default.SigningKeys);

    public async Task<byte[]> InboxAsync(SiteTask task)
    {
        var reply = await bench.CallAsync(actor => actor.InboxAsync(site, KeyId, task.Round, task.Attempt, task.Step));
        Assert.True(reply.IsGood, reply.Sentence);
        return reply.Body.ToArray();
    }

    public async Task<(int Status, MessageReceipt? Receipt, string? Problem)> MessageAsync(byte[] frame) =>
        Of(await bench.CallAsync(actor => actor.MessageAsync(site, KeyId, frame)));

    public async Task<(int Status, MessageReceipt? Receipt, string? Problem)> ChunkAsync(SiteTask task, int chunk, byte[] bytes) =>
        Of(await bench.CallAsync(actor => actor.ChunkAsync(site, KeyId, task.Round, task.Attempt, chunk, bytes)));

    private static (int Status, MessageReceipt? Receipt, string? Problem) Of(TrainingCoordinator.Federations.Actors.Reply reply) =>
        reply.IsGood ? (reply.Status, reply.Read(WireJson.Default.MessageReceipt), null) : (reply.Status, null, reply.Sentence);
}
