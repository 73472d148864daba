namespace NetMl.Flows.Reading;

/// <summary>Takes the lines of an input one by one.</summary>
internal interface ILineReader
{
    /// <summary>No further line can be taken for now.</summary>
    bool IsFull { get; }

    /// <summary>Takes one line without its line end, never empty; null, or the reason why it is refused.</summary>
    string? Take(ReadOnlySpan<byte> line);
}
