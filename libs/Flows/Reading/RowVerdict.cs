namespace NetMl.Flows.Reading;

/// <summary>What became of one line: a row, no row at all (header, comment, blank), or refused for a reason.</summary>
internal readonly record struct RowVerdict(bool IsRow, string? Reason)
{
    public static RowVerdict Accepted => new(true, null);

    public static RowVerdict NoRow => new(false, null);

    /// <param name="reason">A constant or a text made once per file: reasons cost nothing per row.</param>
    public static RowVerdict Rejected(string reason) => new(true, reason);
}
