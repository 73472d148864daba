using NetMl.Flows;

namespace NetMl.Cli.Following;

/// <summary>The lines at the beginning of a log without which its later lines cannot be understood.</summary>
internal static class LogHeader
{
    /// <summary>Bytes of the header; 0 = every line stands for itself, null = not enough lines yet.</summary>
    /// <param name="lines">Whole lines from the beginning of the file.</param>
    /// <param name="format">Null = told from the lines.</param>
    public static int? Measure(ReadOnlySpan<byte> lines, FlowFormat? format)
    {
        var comments = 0;
        while (comments < lines.Length && lines[comments] == '#')
            comments += FirstLine(lines[comments..]);
        if (comments == lines.Length)
            return null;
        if (comments > 0)
            return comments;
        return (format ?? FlowFileReader.Detect(lines, isWhole: true)) switch
        {
            FlowFormat.ZeekJson or FlowFormat.Ndjson => 0,
            FlowFormat.ZeekTsv when !lines[..FirstLine(lines)].StartsWith("ts"u8) => 0,
            FlowFormat.NetmlFrame => throw new CommandFailure("Binary frames cannot be followed line by line: send them with 'netml ingest' without --follow."),
            // A table's first line names its columns. What is none of ours the service refuses with a reason.
            _ => lines.Length > FirstLine(lines) ? FirstLine(lines) : null,
        };
    }

    /// <summary>Whether there is no row among these lines, as in the last line that Zeek writes.</summary>
    public static bool AreComments(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty && lines[0] == '#')
            lines = lines[FirstLine(lines)..];
        return lines.IsEmpty;
    }

    private static int FirstLine(ReadOnlySpan<byte> lines) => lines.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : lines.Length;
}
