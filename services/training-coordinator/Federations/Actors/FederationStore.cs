using System.Text.Json;
using Dapr.Actors.Runtime;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>What one federation keeps in its actor's state. Each <see cref="CommitAsync"/> is one transaction: a state and the entries that it speaks of.</summary>
/// <remarks>Large entries leave the cache once they are written, so that memory does not grow with the number of sites.</remarks>
sealed class FederationStore(IActorStateManager entries)
{
    /// <summary>Rounds whose messages are kept for auditors.</summary>
    public const int KeptTranscripts = 50;

    private readonly HashSet<string> _unload = new(StringComparer.Ordinal);
    private FederationState? _stored;
    private byte[] _storedBytes = [];

    /// <summary>The stored federation; null = none was made.</summary>
    public async Task<FederationMachine?> LoadAsync()
    {
        if (await ReadAsync(StoredKeys.State) is not { } bytes)
            return null;
        var keys = await ReadAsync(StoredKeys.SigningKeys) is { } stored ? FederationState.DecodeKeys(stored) : new Dictionary<string, byte[]>(StringComparer.Ordinal);
        (_stored, _storedBytes) = (FederationState.Decode(bytes, keys), bytes);
        var messages = new List<SignedMessage>();
        foreach (var slot in StepMessages.Of(_stored))
            messages.Add(await MessageAsync(slot) ?? throw new InvalidOperationException($"The message {StoredKeys.Message(slot)} is missing."));
        return FederationMachine.Resume(_stored, messages);
    }

    public async Task<SignedMessage?> MessageAsync(MessageSlot slot)
    {
        var bytes = await ReadAsync(StoredKeys.Message(slot));
        _unload.Add(StoredKeys.Message(slot));
        return bytes is null ? null : SignedMessage.Decode(bytes);
    }

    public Task PutMessageAsync(SignedMessage message) => WriteAsync(StoredKeys.Message(message.Slot), message.Encode());

    public Task PutChunkAsync(UploadRecord upload, int chunk, byte[] bytes) => WriteAsync(StoredKeys.Chunk(upload, chunk), bytes);

    /// <summary>The whole of an upload; the chunk that came last is not stored.</summary>
    public async Task<byte[]> AssembleAsync(UploadRecord upload, UpdateManifest manifest, int last, ReadOnlyMemory<byte> lastBytes)
    {
        var whole = new byte[manifest.TotalBytes];
        for (var chunk = 0; chunk < manifest.Chunks; chunk++)
        {
            var bytes = chunk == last ? lastBytes : await ReadAsync(StoredKeys.Chunk(upload, chunk)) ?? throw new InvalidOperationException($"Chunk {chunk} of {upload.Site} is missing.");
            bytes.Span.CopyTo(whole.AsSpan(chunk * manifest.ChunkBytes));
        }
        return whole;
    }

    /// <summary>The running sum.</summary>
    public async Task<byte[]> SumAsync(FederationState state) => state.Current?.Summed.Count > 0
        ? await JoinAsync(StoredKeys.Sum(RoundVectors.SumBytes(state)), RoundVectors.SumBytes(state))
        : RoundVectors.EmptySum(state);

    public Task PutSumAsync(byte[] sum) => SplitAsync(StoredKeys.Sum(sum.Length), sum);

    public Task<byte[]> SingleAsync(FederationState state, SummedUpdate update) => JoinAsync(StoredKeys.Single(update, RoundVectors.SumBytes(state)), RoundVectors.SumBytes(state));

    public Task PutSingleAsync(SummedUpdate update, byte[] vector) => SplitAsync(StoredKeys.Single(update, vector.Length), vector);

    public async Task<RoundTranscript?> TranscriptAsync(int round)
    {
        if (await ReadAsync(StoredKeys.Transcript(round)) is not { } bytes || JsonSerializer.Deserialize(bytes, ActorJson.Default.StoredTranscript) is not { } stored)
            return null;
        var messages = new List<byte[]>();
        foreach (var key in stored.Messages)
        {
            _unload.Add(key);
            if (await ReadAsync(key) is { } frame)
                messages.Add(frame);
        }
        return stored.Head with { Messages = messages };
    }

    /// <summary>Keeps the messages of the running round for auditors, and lets those of a long finished one go.</summary>
    public async Task KeepTranscriptAsync(FederationState state, string? result)
    {
        if (state.Current is not { } round)
            return;
        var keys = round.Order.Sites.Where(state.Keys.ContainsKey).ToDictionary(site => site, site => state.Keys[site], StringComparer.Ordinal);
        var head = new RoundTranscript(state.Plan.Name, state.Run, round.Round, round.Attempt, round.Purpose, round.Order, keys, [], [.. round.SummedSites], result, RoundTerms.PlanDigest(state.Plan));
        var stored = new StoredTranscript(head, [.. StepMessages.Of(state).Select(StoredKeys.Message)]);
        await WriteAsync(StoredKeys.Transcript(round.Round), JsonSerializer.SerializeToUtf8Bytes(stored, ActorJson.Default.StoredTranscript));
        await ForgetTranscriptAsync(round.Round - KeptTranscripts);
    }

    /// <summary>Removes the transcripts of an earlier life.</summary>
    public async Task ForgetTranscriptsAsync(FederationState state)
    {
        for (var round = Purposes.FirstRound(state.Plan); round <= state.Round; round++)
            await ForgetTranscriptAsync(round);
    }

    /// <summary>Writes the state and everything put since, and deletes what only the stored state needed.</summary>
    /// <param name="keepMessages">The messages of the round that has just closed belong to its transcript now.</param>
    public async Task CommitAsync(FederationState state, bool keepMessages)
    {
        var before = _stored;
        if (before is not null)
            foreach (var key in StoredKeys.Running(before).Except(StoredKeys.Running(state)).Where(key => !keepMessages || !IsCounted(before, key)))
                await entries.TryRemoveStateAsync(key);
        if (before is null || !ReferenceEquals(before.Keys, state.Keys))
            await entries.SetStateAsync(StoredKeys.SigningKeys, state.EncodeKeys());
        var bytes = state.Encode();
        if (!bytes.AsSpan().SequenceEqual(_storedBytes))
            await entries.SetStateAsync(StoredKeys.State, bytes);
        await entries.SaveStateAsync();
        (_stored, _storedBytes) = (state, bytes);
        foreach (var key in _unload)
            await entries.UnloadStateAsync(key);
        _unload.Clear();
    }

    private static bool IsCounted(FederationState state, string key) => StepMessages.Of(state).Any(slot => StoredKeys.Message(slot) == key);

    private async Task ForgetTranscriptAsync(int round)
    {
        if (await ReadAsync(StoredKeys.Transcript(round)) is not { } bytes || JsonSerializer.Deserialize(bytes, ActorJson.Default.StoredTranscript) is not { } stored)
            return;
        foreach (var key in stored.Messages)
            await entries.TryRemoveStateAsync(key);
        await entries.TryRemoveStateAsync(StoredKeys.Transcript(round));
    }

    private async Task<byte[]> JoinAsync(IEnumerable<string> keys, int bytes)
    {
        var whole = new byte[bytes];
        var at = 0;
        foreach (var key in keys)
        {
            var piece = await ReadAsync(key) ?? throw new InvalidOperationException($"The entry {key} is missing.");
            piece.CopyTo(whole, at);
            at += piece.Length;
            _unload.Add(key);
        }
        return whole;
    }

    private async Task SplitAsync(IEnumerable<string> keys, byte[] whole)
    {
        foreach (var (piece, key) in keys.Index())
            await WriteAsync(key, whole[(piece * StoredKeys.PieceBytes)..Math.Min(whole.Length, (piece + 1) * StoredKeys.PieceBytes)]);
    }

    private async Task<byte[]?> ReadAsync(string key)
    {
        var found = await entries.TryGetStateAsync<byte[]>(key);
        return found.HasValue ? found.Value : null;
    }

    private async Task WriteAsync(string key, byte[] bytes)
    {
        await entries.SetStateAsync(key, bytes);
        _unload.Add(key);
    }
}
