namespace NetMl.Flows.Reading;

/// <summary>Turns the lines of one format into rows. Never throws for what a line holds.</summary>
internal interface IRowReader
{
    /// <summary>Reads one line without its line end; adds at most one row (none for headers and comments).</summary>
    /// <returns>Null, or the reason why the line is refused: a constant or a text made once per file, so that reasons cost nothing per row.</returns>
    string? Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows);
}
