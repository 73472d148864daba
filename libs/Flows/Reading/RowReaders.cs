namespace NetMl.Flows.Reading;

/// <summary>The row reader of each format.</summary>
internal static class RowReaders
{
    public static IRowReader Create(FlowFormat format) => format switch
    {
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "this format has no rows of text"),
    };
}
