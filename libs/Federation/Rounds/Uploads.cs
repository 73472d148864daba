using NetMl.Federation.Messages;

namespace NetMl.Federation.Rounds;

/// <summary>Announced updates that are on their way.</summary>
public static class Uploads
{
    /// <summary>fed-buff: updates that started from a model older than this no longer count.</summary>
    public const int MaximumStaleness = 20;

    /// <summary>More pieces of one update are refused: each costs the server an entry and a turn.</summary>
    public const int MaximumChunks = 1024;

    /// <summary>Null: none of that slot is on its way.</summary>
    internal static UploadRecord? Find(FederationState state, string site, int round, int attempt) =>
        state.Uploads.FirstOrDefault(upload => upload.Site == site && upload.Round == round && upload.Attempt == attempt);

    /// <summary>Whether a message of this slot can still count.</summary>
    internal static bool IsOpen(FederationState state, RunningRound round, MessageSlot slot)
    {
        if (slot.Round == round.Round)
            return slot.Attempt == round.Attempt;
        return slot.Kind == MessageKind.Update && state.Parts.IsBuffered && round.Purpose == Purposes.Training
            && slot.Round >= 1 && slot.Round < round.Round && round.Round - slot.Round <= MaximumStaleness;
    }

    /// <summary>Takes the announcement of an update; it replaces one of the same site that is not complete.</summary>
    internal static (FederationState State, Ruling Ruling) Announce(FederationState state, SignedMessage message)
    {
        var slot = message.Slot;
        try
        {
            var manifest = UpdateManifest.Decode(message.Body);
            var expected = RoundVectors.UploadBytes(state);
            if (manifest.TotalBytes != expected)
                return (state, Ruling.Invalid($"The update has {manifest.TotalBytes} bytes where this round's vector has {expected}."));
            if (manifest.Chunks > MaximumChunks)
                return (state, Ruling.Invalid($"The update would come in {manifest.Chunks} chunks where {MaximumChunks} are the most: send larger ones."));
            var upload = new UploadRecord(slot.Site, slot.Round, slot.Attempt, manifest.Chunks, [.. Enumerable.Range(0, manifest.Chunks)]);
            return (state with { Uploads = [.. state.Uploads.Where(known => known.Site != slot.Site), upload] }, Ruling.Accepted);
        }
        catch (InvalidDataException torn)
        {
            return (state, Ruling.Invalid($"The announcement of the update is refused: {torn.Message}."));
        }
    }
}
