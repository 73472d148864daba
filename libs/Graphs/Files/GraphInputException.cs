namespace NetMl.Graphs.Files;

/// <summary>A graph file cannot be read; the message is a sentence for whoever wrote the file and begins with the line.</summary>
/// <param name="line">Where reading stopped, counted from 1.</param>
/// <param name="reason">What is wrong there and what would be right.</param>
public sealed class GraphInputException(long line, string reason, Exception? inner = null) : Exception($"Line {line}: {reason}", inner)
{
    /// <summary>Where reading stopped, counted from 1.</summary>
    public long Line => line;
}
