namespace NetMl.GraphFeature.Snapshots;

/// <summary>Which snapshot a request on batches came to, of the latest requests. Not thread-safe.</summary>
/// <remarks>A request that is not known costs reading its flows once, nothing else.</remarks>
internal sealed class KnownSnapshots
{
    private const int Most = 4096;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<string> _keys = new();

    /// <summary>Null = not known.</summary>
    public string? Find(string key) => _ids.GetValueOrDefault(key);

    /// <summary>The oldest goes when there are too many.</summary>
    public void Keep(string key, string id)
    {
        if (!_ids.TryAdd(key, id))
            return;
        _keys.Enqueue(key);
        if (_keys.Count > Most)
            _ids.Remove(_keys.Dequeue());
    }
}
