namespace NetMl.Cli.Report;

/// <summary>The file of a report, written whole or not at all.</summary>
internal static class ReportFile
{
    /// <summary>Fails before any work is done when the file could not be written in the end.</summary>
    /// <exception cref="CommandFailure">It exists, or its directory does not.</exception>
    public static void Check(string path, bool mayReplace)
    {
        if (Directory.Exists(path))
            throw new CommandFailure($"'{path}' is a directory: name a file with --out, such as {Path.Combine(path, "report.html")}.", CommandFailure.WrongUsage);
        if (File.Exists(path) && !mayReplace)
            throw new CommandFailure($"The file '{path}' exists: add --force to replace it, or name another one with --out.", CommandFailure.WrongUsage);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory && !Directory.Exists(directory))
            throw new CommandFailure($"There is no directory '{directory}' to write '{Path.GetFileName(path)}' into: make it first, or name another place with --out.", CommandFailure.WrongUsage);
        Try(path, partial => File.WriteAllBytes(partial, []));
    }

    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static void Write(string path, byte[] page) => Try(path, partial =>
    {
        File.WriteAllBytes(partial, page);
        File.Move(partial, path, overwrite: true);
    });

    private static void Try(string path, Action<string> write)
    {
        var partial = path + ".partial";
        try
        {
            write(partial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The file '{path}' cannot be written ({exception.Message.TrimEnd('.')}): name another place with --out.");
        }
        finally
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }
}
