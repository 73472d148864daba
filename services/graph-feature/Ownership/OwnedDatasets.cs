using NetMl.GraphFeature.Behaviours;

namespace NetMl.GraphFeature.Ownership;

/// <summary>The data sets whose actors are active at this instance. Thread-safe; bounded by the number of data sets.</summary>
/// <remarks>For a moment two instances may own the same: both find the same, and a finding may be published twice, as it may anyway.</remarks>
internal sealed class OwnedDatasets(FindingChanges changes)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>As of now.</summary>
    public IReadOnlyList<string> List()
    {
        lock (_lock)
            return [.. _names];
    }

    public void Add(string dataset)
    {
        lock (_lock)
            _names.Add(dataset);
        // The instance before may have left findings to publish.
        changes.Announce();
    }

    public void Remove(string dataset)
    {
        lock (_lock)
            _names.Remove(dataset);
    }
}
