namespace NetMl.Behaviours.Detection;

/// <summary>Which connections make one series.</summary>
public enum SeriesKind
{
    /// <summary>From one host to one other host.</summary>
    Pair,

    /// <summary>All that one host opened.</summary>
    Source,

    /// <summary>All that were opened towards one host.</summary>
    Target,

    /// <summary>All of one host, in both directions.</summary>
    Host,
}
