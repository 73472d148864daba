namespace NetMl.Flows;

/// <summary>The names of formats in the API and on the command line.</summary>
public static class FlowFormatNames
{
    private static readonly string[] Names = ["zeek-tsv", "zeek-json", "argus", "cicflowmeter", "ndjson", "netml-frame"];

    /// <summary>In the order of <see cref="FlowFormat"/>.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string Name(this FlowFormat format) => Names[(int)format];

    /// <summary>Finds a format by its name, ignoring case.</summary>
    public static bool TryParse(string name, out FlowFormat format)
    {
        var index = Array.FindIndex(Names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        format = (FlowFormat)Math.Max(index, 0);
        return index >= 0;
    }
}
