namespace NetMl.Federation.Messages;

/// <summary>What a message is about; part of what is signed.</summary>
public enum MessageKind : byte
{
    Enrolment = 1,
    KeyAdvertisement = 2,
    KeyShares = 3,

    /// <summary>The manifest of an update; the update itself follows in chunks.</summary>
    Update = 4,
    Confirmation = 5,
    Unmasking = 6,

    /// <summary>The site does not take part in this round (veto, no flows).</summary>
    Decline = 7,
}

/// <summary>The one place where a message counts: signed with it, it is worthless anywhere else.</summary>
/// <param name="Run">Names one life of the federation.</param>
public sealed record MessageSlot(string Federation, string Run, int Round, int Attempt, string Site, MessageKind Kind)
{
    /// <summary>Largest federation, run or site name, in bytes of UTF-8.</summary>
    public const int MaximumNameBytes = 128;
}
