namespace DaprLocal.Actors;

/// <summary>An app's whole answer to an actor call.</summary>
public sealed record ActorReply(int Status, IReadOnlyList<KeyValuePair<string, string[]>> Headers, byte[] Body)
{
    private const string CancelHeader = "X-Daprremindercancel";

    /// <summary>The actor asks that the timer or reminder it was called by does not fire again.</summary>
    public bool CancelsSchedule => Headers.Any(header => header.Key.Equals(CancelHeader, StringComparison.OrdinalIgnoreCase) && header.Value is ["true" or "True", ..]);
}
