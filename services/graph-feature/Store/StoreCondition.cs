namespace NetMl.GraphFeature.Store;

/// <summary>Whether the store can write; shared by all that tell the outside about it. Thread-safe: one reference is swapped.</summary>
public sealed class StoreCondition
{
    private volatile string? _problem;

    /// <summary>One sentence; null = all is well.</summary>
    public string? Problem => _problem;

    /// <summary>A write failed for want of room.</summary>
    public void Failed(string sentence) => _problem = sentence;

    /// <summary>A write succeeded.</summary>
    public void Succeeded() => _problem = null;
}
