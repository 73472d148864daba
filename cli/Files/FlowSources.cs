namespace NetMl.Cli.Files;

/// <summary>From the paths of a command line to sources of flows.</summary>
internal static class FlowSources
{
    public const string Input = "-";

    /// <exception cref="CommandFailure">A path is absent or empty, or a directory holds no flow file.</exception>
    public static IReadOnlyList<FlowSource> Find(IReadOnlyList<string> paths, Terminal terminal)
    {
        var sources = new List<FlowSource>();
        foreach (var path in paths)
        {
            if (path == Input)
                sources.Add(FlowSource.OfInput(terminal.OpenInput));
            else if (Directory.Exists(path))
                sources.AddRange(InDirectory(path));
            else
                sources.Add(FlowSource.OfFile(path));
        }
        return sources;
    }

    private static List<FlowSource> InDirectory(string directory)
    {
        var files = Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(path => new FileInfo(path).Length > 0)
            .Order(StringComparer.Ordinal)
            .Select(FlowSource.OfFile)
            .ToList();
        return files.Count > 0 ? files
            : throw new CommandFailure($"The directory '{directory}' holds no flow files: netml reads Zeek conn logs (TSV or JSON), Argus binetflow, CICFlowMeter CSV and NDJSON, plain or gzipped.");
    }
}
