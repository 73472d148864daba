using NetMl.Cli.Reports;

namespace NetMl.Cli.Files;

/// <summary>From the paths of a command line to sources of flows.</summary>
internal static class FlowSources
{
    public const string Input = "-";

    private const int MostNamed = 10;

    /// <exception cref="CommandFailure">A path is absent or empty, or a directory holds no flow file.</exception>
    public static async Task<IReadOnlyList<FlowSource>> FindAsync(IReadOnlyList<string> paths, Terminal terminal, CancellationToken cancellationToken)
    {
        var sources = new List<FlowSource>();
        foreach (var path in paths)
        {
            if (path == Input)
                sources.Add(FlowSource.OfInput(terminal.OpenInput));
            else if (Directory.Exists(path))
                sources.AddRange(await InDirectoryAsync(path, terminal, cancellationToken));
            else
                sources.Add(FlowSource.OfFile(path));
        }
        return sources;
    }

    /// <summary>The flow logs below a directory by the time of their first flow, then by name.</summary>
    private static async Task<List<FlowSource>> InDirectoryAsync(string directory, Terminal terminal, CancellationToken cancellationToken)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
        var found = new List<(long Start, FlowSource Source)>();
        var others = new List<string>();
        foreach (var path in Directory.EnumerateFiles(directory, "*", everything).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(path).Length == 0)
                continue;
            var source = FlowSource.OfFile(path);
            if (await FlowProbe.FindFirstStartAsync(source, cancellationToken) is { } start)
                found.Add((start, source));
            else
                others.Add(Path.GetRelativePath(directory, path));
        }
        if (found.Count > 0 && others.Count > 0)
            terminal.WriteError($"Left out, since {(others.Count == 1 ? "it is no log" : "they are no logs")} of flows: {string.Join(", ", others.Take(MostNamed))}{(others.Count > MostNamed ? $" and {Words.Count(others.Count - MostNamed)} more" : "")}.");
        return found.Count > 0 ? [.. found.OrderBy(one => one.Start).Select(one => one.Source)]
            : throw new CommandFailure($"The directory '{directory}' holds no flow files: netml reads Zeek conn logs (TSV or JSON), Argus binetflow, CICFlowMeter CSV and NDJSON, plain or gzipped.");
    }
}
