namespace NetMl.Federation.Rounds;

/// <summary>What became of a site's message.</summary>
public enum RulingKind
{
    /// <summary>New, and it counts.</summary>
    Accepted,

    /// <summary>It was there before; nothing changed.</summary>
    Repeated,

    /// <summary>Stale, not asked for, or another message has the place.</summary>
    Refused,

    /// <summary>Not this site's, or not signed by it.</summary>
    Forbidden,

    /// <summary>Its content is wrong.</summary>
    Invalid,
}

/// <param name="Reason">A sentence for people; null when accepted or repeated.</param>
public readonly record struct Ruling(RulingKind Kind, string? Reason = null)
{
    public static Ruling Accepted => new(RulingKind.Accepted);

    public static Ruling Repeated => new(RulingKind.Repeated);

    public static Ruling Refused(string reason) => new(RulingKind.Refused, reason);

    public static Ruling Forbidden(string reason) => new(RulingKind.Forbidden, reason);

    public static Ruling Invalid(string reason) => new(RulingKind.Invalid, reason);
}
