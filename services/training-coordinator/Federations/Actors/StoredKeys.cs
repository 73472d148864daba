using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>Names of the actor's state entries, and which of them a state still needs.</summary>
static class StoredKeys
{
    public const string State = "state";
    public const string SigningKeys = "keys";

    /// <summary>Largest entry.</summary>
    public const int PieceBytes = 1 << 20;

    public static string Message(MessageSlot slot) => $"message.{slot.Round}.{slot.Attempt}.{(byte)slot.Kind}.{slot.Site}";

    public static string Chunk(UploadRecord upload, int chunk) => $"chunk.{upload.Round}.{upload.Attempt}.{chunk}.{upload.Site}";

    public static string Transcript(int round) => $"transcript.{round}";

    /// <summary>Entries of the running sum.</summary>
    public static IEnumerable<string> Sum(int bytes) => Pieces("sum", bytes);

    /// <summary>Entries of one stored update, for rules that look at single ones.</summary>
    public static IEnumerable<string> Single(SummedUpdate update, int bytes) => Pieces($"single.{update.Round}.{update.Attempt}.{update.Site}", bytes);

    public static MessageSlot Announcement(FederationState state, UploadRecord upload) =>
        new(state.Plan.Name, state.Run, upload.Round, upload.Attempt, upload.Site, MessageKind.Update);

    /// <summary>All entries that belong to what is running; those of a state before and not of the one after are deleted.</summary>
    public static IReadOnlySet<string> Running(FederationState state)
    {
        var keys = StepMessages.Of(state).Select(Message).ToHashSet(StringComparer.Ordinal);
        foreach (var upload in state.Uploads)
        {
            keys.Add(Message(Announcement(state, upload)));
            keys.UnionWith(Enumerable.Range(0, upload.Chunks).Except(upload.Missing).Select(chunk => Chunk(upload, chunk)));
        }
        if (state.Current is { Summed.Count: > 0 } round)
        {
            var bytes = RoundVectors.SumBytes(state);
            keys.UnionWith(state.Parts.NeedsSingleUpdates ? round.Summed.SelectMany(update => Single(update, bytes)) : Sum(bytes));
        }
        return keys;
    }

    private static IEnumerable<string> Pieces(string name, int bytes) =>
        Enumerable.Range(0, (bytes + PieceBytes - 1) / PieceBytes).Select(piece => $"{name}.{piece}");
}
