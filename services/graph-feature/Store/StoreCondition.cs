namespace NetMl.GraphFeature.Store;

/// <summary>Whether the store can be reached and written; shared by all that tell the outside about it. Thread-safe.</summary>
public sealed partial class StoreCondition(ILogger<StoreCondition> logger)
{
    private readonly Lock _lock = new();
    private string? _full;
    private string? _unreachable;
    private long _bytesThatFailed;

    /// <summary>One sentence; null = all is well.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
                return _unreachable ?? _full;
        }
    }

    /// <summary>A write of about this many bytes failed for want of room.</summary>
    public void Failed(string sentence, long bytes)
    {
        lock (_lock)
        {
            if (_full is null)
                StoreFails(logger, sentence);
            (_full, _bytesThatFailed) = (sentence, bytes);
        }
    }

    /// <summary>A write succeeded. Only one as large as the one that failed shows that there is room again.</summary>
    public void Succeeded(long bytes)
    {
        lock (_lock)
        {
            if (_full is null || bytes < _bytesThatFailed)
                return;
            (_full, _bytesThatFailed) = (null, 0);
            WritesSucceedAgain(logger);
        }
    }

    /// <summary>The server did not answer.</summary>
    public void Lost(string sentence)
    {
        lock (_lock)
        {
            if (_unreachable is null)
                StoreFails(logger, sentence);
            _unreachable = sentence;
        }
    }

    /// <summary>The server answered.</summary>
    public void Reached()
    {
        lock (_lock)
        {
            if (_unreachable is null)
                return;
            _unreachable = null;
            ReachedAgain(logger);
        }
    }
}
