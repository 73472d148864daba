namespace NetMl.Federation.Rounds;

/// <summary>Why a site does not go on with an attempt: the body of its Decline message, one word that tells nothing of its flows.</summary>
public static class Declines
{
    /// <summary>The agent was stopped.</summary>
    public const string Goodbye = "goodbye";

    /// <summary>The site does not agree to the round.</summary>
    public const string Veto = "veto";

    /// <summary>Somebody cheated, or the site's flows do not serve the round.</summary>
    public const string Failed = "failed";

    /// <summary>The server did not take a message of the site: it came too late, or another was there before.</summary>
    public const string Refused = "refused";

    /// <summary>The agent was started anew and does not have the secrets of this attempt.</summary>
    public const string Restarted = "restarted";

    /// <summary>Whether the site is asked again in the next attempt; for the other reasons it is left alone for a while, or until it enrols anew.</summary>
    internal static bool IsOfThisAttemptOnly(ReadOnlySpan<byte> body) => body.SequenceEqual("refused"u8) || body.SequenceEqual("restarted"u8);
}
