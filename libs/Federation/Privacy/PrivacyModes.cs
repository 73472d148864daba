namespace NetMl.Federation.Privacy;

/// <summary>Who adds the noise; names as in a plan.</summary>
public static class PrivacyModes
{
    public const string None = "none";

    /// <summary>The server, to the sum: protects against whoever sees the model, not against the server.</summary>
    public const string Central = "central";

    /// <summary>Each site its share, under the mask: protects against the server too, while enough sites are honest.</summary>
    public const string Distributed = "distributed";

    /// <summary>Each site all of it: protects against everybody, at √n times the noise.</summary>
    public const string Local = "local";

    public static IReadOnlyList<string> Names { get; } = [None, Central, Distributed, Local];
}
