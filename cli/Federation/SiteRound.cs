using System.Security.Cryptography;
using NetMl.Cli.Api;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Cli.Federation;

/// <summary>This site's part in one attempt at a round: each message is made once and sent until it is acknowledged.</summary>
internal sealed class SiteRound : IDisposable
{
    private readonly SiteSelf _self;
    private readonly PlanParts _parts;
    private readonly SitesApi _api;
    private readonly SecureSumClient? _sum;
    private readonly Dictionary<MessageKind, SignedMessage> _messages = [];
    private readonly HashSet<MessageKind> _acknowledged = [];
    private string? _reason;
    private byte[]? _update;
    private bool _isUploaded;

    public SiteRound(SiteSelf self, PlanParts parts, SitesApi api, SiteTask task, RoundOrder order, Func<string, ECDsa?> keyOf)
    {
        (_self, _parts, _api, Task, Order) = (self, parts, api, task, order);
        if (parts.IsSecure)
        {
            var settings = RoundTerms.SettingsOf(RoundTerms.PlanDigest(parts.Plan), order, task.Purpose, self.Federation, task.Run, task.Round, task.Attempt);
            _sum = new SecureSumClient(settings, self.Site, self.SigningKey, keyOf);
        }
    }

    /// <summary>As it began.</summary>
    public SiteTask Task { get; }

    public RoundOrder Order { get; }

    /// <summary>Nothing more is sent in this attempt.</summary>
    public bool IsOver { get; private set; }

    /// <summary>It has declined, and the server does not know that yet.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>This site is in the sum, as far as it knows.</summary>
    public bool IsInSum { get; private set; }

    /// <summary>The vector has been taken; in an attempt after this one it is taken anew.</summary>
    public bool HasUpdate => _update is not null;

    public bool IsOf(SiteTask task) => (task.Run, task.Round, task.Attempt) == (Task.Run, Task.Round, Task.Attempt);

    /// <summary>Whether this step waits for the vector.</summary>
    public bool NeedsVector(SiteTask task) => task.Step == RoundSteps.Update && !IsOver && _update is null;

    /// <summary>Does what the step asks, unless it is done.</summary>
    /// <param name="vector">Needed in the step update.</param>
    /// <exception cref="SecureSumException">Somebody cheats or too few are left; this attempt is over.</exception>
    public async Task ActAsync(SiteTask task, Func<Task<SiteVector>> vector, CancellationToken cancellationToken)
    {
        if (IsOver)
            return;
        switch (task.Step)
        {
            case RoundSteps.Keys when _sum is not null:
                await SendAsync(MessageKind.KeyAdvertisement, () => System.Threading.Tasks.Task.FromResult(_sum.Advertise()), "round key (public)", cancellationToken);
                break;
            case RoundSteps.Shares when _sum is not null:
                await SendAsync(MessageKind.KeyShares, async () => _sum.Share(await InboxAsync(task, cancellationToken)), "key shares, encrypted for other sites", cancellationToken);
                break;
            case RoundSteps.Update:
                _update ??= _sum is null ? VectorPacking.Plain(_parts, await vector()) : await MaskAsync(_sum, task, await vector(), cancellationToken);
                await UploadAsync(task, _update, cancellationToken);
                break;
            case RoundSteps.Confirm when _sum is not null:
                await SendAsync(MessageKind.Confirmation, () => ConfirmAsync(_sum, task, cancellationToken), "who is in the sum, confirmed", cancellationToken);
                break;
            case RoundSteps.Unmask when _sum is not null:
                await SendAsync(MessageKind.Unmasking, async () => _sum.Unmask(await InboxAsync(task, cancellationToken)), "mask shares of the sum", cancellationToken);
                break;
        }
    }

    /// <summary>Tells the server that this site does not go on, so that the round need not wait; when the gateway is away, again later.</summary>
    /// <param name="reason">One of <see cref="Declines"/>; the first one given stays.</param>
    public async Task DeclineAsync(string reason, CancellationToken cancellationToken)
    {
        (IsOver, IsLeaving) = (true, true);
        _reason ??= reason;
        try
        {
            await SendAsync(MessageKind.Decline, () => System.Threading.Tasks.Task.FromResult(System.Text.Encoding.UTF8.GetBytes(_reason)), $"decline ({_reason})", cancellationToken);
        }
        catch (GatewayRefusal refusal) when (!Patience.MayPass(refusal))
        {
            // The round is over or counts this site out already.
        }
        IsLeaving = false;
    }

    public void Dispose() => _sum?.Dispose();

    private async Task SendAsync(MessageKind kind, Func<Task<byte[]>> createBody, string what, CancellationToken cancellationToken)
    {
        if (_acknowledged.Contains(kind))
            return;
        if (!_messages.TryGetValue(kind, out var message))
            _messages.Add(kind, message = Sign(kind, await createBody()));
        await _api.PostAsync(message, what, cancellationToken);
        _acknowledged.Add(kind);
    }

    private async Task<byte[]> MaskAsync(SecureSumClient sum, SiteTask task, SiteVector vector, CancellationToken cancellationToken)
    {
        var shares = await InboxAsync(task, cancellationToken);
        var ring = VectorPacking.Ring(_parts, Order, vector);
        sum.Mask(ring, shares);
        return VectorPacking.Pack(ring, Order.RingBits);
    }

    private async Task<byte[]> ConfirmAsync(SecureSumClient sum, SiteTask task, CancellationToken cancellationToken)
    {
        var frames = FrameList.Split(await _api.InboxAsync(task, task.Step, cancellationToken));
        var survivors = frames.Count == 1 ? SurvivorList.Decode(frames[0]) : throw new InvalidDataException($"The server gave {frames.Count} lists of survivors.");
        if (OrderRules.Refuses(_parts, Order, survivors) is { } tooFew)
            throw new SecureSumException(tooFew);
        var body = sum.Confirm(survivors);
        IsInSum = survivors.Survivors.Contains(_self.Site);
        return body;
    }

    private async Task UploadAsync(SiteTask task, byte[] update, CancellationToken cancellationToken)
    {
        if (_isUploaded)
            return;
        var what = _sum is null ? "update" : "masked update";
        var manifest = UpdateManifest.Of(update);
        var isKnown = _acknowledged.Contains(MessageKind.Update);
        await SendAsync(MessageKind.Update, () => System.Threading.Tasks.Task.FromResult(manifest.Encode()), $"manifest of the {what}", cancellationToken);
        var upload = await _api.UploadAsync(task, cancellationToken);
        foreach (var chunk in upload.Missing.Where(chunk => chunk >= 0 && chunk < manifest.Chunks))
        {
            var bytes = update.AsMemory((int)((long)chunk * manifest.ChunkBytes), manifest.LengthOf(chunk)).ToArray();
            await _api.PutChunkAsync(task, chunk, bytes, $"{what}, chunk {chunk + 1} of {manifest.Chunks}{(isKnown ? ", again" : "")}", cancellationToken);
        }
        _isUploaded = true;
        IsInSum = _sum is null;
    }

    private async Task<IReadOnlyList<SignedMessage>> InboxAsync(SiteTask task, CancellationToken cancellationToken) =>
        FrameList.SplitMessages(await _api.InboxAsync(task, task.Step, cancellationToken));

    private SignedMessage Sign(MessageKind kind, byte[] body) =>
        SignedMessage.Sign(new MessageSlot(_self.Federation, Task.Run, Task.Round, Task.Attempt, _self.Site, kind), body, _self.SigningKey);
}

/// <summary>Who this site is.</summary>
internal sealed record SiteSelf(string Federation, string Site, ECDsa SigningKey);
