namespace NetMl.Ingest.Publishing;

/// <summary>What became of one batch.</summary>
internal enum PublishOutcome
{
    /// <summary>The broker has it.</summary>
    Published,

    /// <summary>The broker did not take it in the time allowed.</summary>
    TooSlow,

    /// <summary>The broker refused it, or could not be reached, at every attempt.</summary>
    Unavailable,

    /// <summary>The broker has no room left.</summary>
    DiskFull,
}
