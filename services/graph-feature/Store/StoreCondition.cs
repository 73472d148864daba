namespace NetMl.GraphFeature.Store;

/// <summary>Whether the store can write; shared by all that tell the outside about it. Thread-safe.</summary>
public sealed partial class StoreCondition(ILogger<StoreCondition> logger)
{
    private readonly Lock _lock = new();
    private string? _problem;
    private long _bytesThatFailed;

    /// <summary>One sentence; null = all is well.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
                return _problem;
        }
    }

    /// <summary>A write of about this many bytes failed for want of room.</summary>
    public void Failed(string sentence, long bytes)
    {
        lock (_lock)
        {
            if (_problem is null)
                WritesFail(logger, sentence);
            (_problem, _bytesThatFailed) = (sentence, bytes);
        }
    }

    /// <summary>A write succeeded. Only one as large as the one that failed shows that there is room again.</summary>
    public void Succeeded(long bytes)
    {
        lock (_lock)
        {
            if (_problem is null || bytes < _bytesThatFailed)
                return;
            (_problem, _bytesThatFailed) = (null, 0);
            WritesSucceedAgain(logger);
        }
    }
}
