using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>Takes a chunk; the last one adds the whole vector to the sum, in the same transaction as the fact that it is there.</summary>
sealed class ChunkArrival(FederationMachine machine, FederationStore store, DateTimeOffset now)
{
    public async Task<Reply> TakeAsync(string site, int round, int attempt, int chunk, byte[] bytes)
    {
        if (machine.Upload(site, round, attempt) is not { } upload)
            return machine.IsSummed(site, round, attempt)
                ? FederationActor.Receipt(machine, site, round, attempt)
                : Reply.Refuse(StatusCodes.Status409Conflict, "No update of this site is announced in this attempt: ask for the present task.");
        var announcement = await store.MessageAsync(StoredKeys.Announcement(machine.State, upload)) ?? throw new InvalidOperationException($"The announcement of {site} is missing.");
        var manifest = UpdateManifest.Decode(announcement.Body);
        if (!manifest.IsChunk(chunk, bytes))
            return Reply.Refuse(StatusCodes.Status400BadRequest, $"Chunk {chunk} is not the one that was announced: send it again.");
        if (upload.Missing.Contains(chunk))
        {
            if (upload.Missing.Count > 1)
            {
                machine.ChunkArrived(upload, chunk);
                await store.PutChunkAsync(upload, chunk, bytes);
            }
            else if (await CompleteAsync(upload, announcement, manifest, chunk, bytes) is { } refused)
            {
                return refused;
            }
        }
        return FederationActor.Receipt(machine, site, round, attempt);
    }

    private async Task<Reply?> CompleteAsync(UploadRecord upload, SignedMessage announcement, UpdateManifest manifest, int chunk, byte[] bytes)
    {
        var whole = await store.AssembleAsync(upload, manifest, chunk, bytes);
        if (!SHA256.HashData(whole).AsSpan().SequenceEqual(manifest.Sha256.Span))
            return Refuse(upload.Site, "its chunks do not make the whole that was announced");
        var state = machine.State;
        var isSingle = state.Parts.NeedsSingleUpdates;
        byte[] sum;
        try
        {
            sum = isSingle ? MemoryMarshal.AsBytes<double>(RoundVectors.ReadPlain(state, whole, upload.Round)).ToArray() : await SumAsync(state, upload, whole);
        }
        catch (InvalidDataException wrong)
        {
            return Refuse(upload.Site, wrong.Message);
        }
        var ruling = machine.UploadSummed(announcement, now);
        if (FederationActor.Of(ruling) is { } refused)
            return refused;
        if (machine.State.Current is null)
            return null;
        if (isSingle)
            await store.PutSingleAsync(new SummedUpdate(upload.Site, upload.Round, upload.Attempt), sum);
        else
            await store.PutSumAsync(sum);
        return null;
    }

    private async Task<byte[]> SumAsync(FederationState state, UploadRecord upload, byte[] whole)
    {
        var sum = await store.SumAsync(state);
        if (state.Parts.IsSecure)
            RoundVectors.AddMasked(state, sum, whole);
        else
            RoundVectors.AddPlain(state, sum, whole, upload.Round);
        return sum;
    }

    private Reply Refuse(string site, string reason)
    {
        machine.UploadRefused(site, reason, now);
        return Reply.Refuse(StatusCodes.Status400BadRequest, $"The update is left out of this round: {reason}.");
    }
}
