namespace NetMl.Flows.Reading;

/// <summary>Turns the lines of one format into rows. Never throws for what a line holds.</summary>
internal interface IRowReader
{
    /// <summary>Reads one line without its line end; adds at most one row.</summary>
    RowVerdict Read(ReadOnlySpan<byte> line, FlowBatchBuilder rows);
}
