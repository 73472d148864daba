namespace NetMl.Flows;

/// <summary>Size of a made-up capture.</summary>
public sealed record SyntheticOptions
{
    public static SyntheticOptions Default { get; } = new();

    /// <summary>About this many flows, 1,000 to 2,000,000.</summary>
    public int Flows { get; init; } = 12_000;

    /// <summary>Hosts inside, 20 to 50,000; those outside come on top.</summary>
    public int Hosts { get; init; } = 200;

    /// <summary>Time covered, 30 minutes or more.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromHours(6);

    /// <summary>First instant.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
}
