namespace NetMl.Cli.Files;

/// <summary>A file that is written whole or not at all.</summary>
internal static class NewFile
{
    /// <summary>Where a file grows until it is whole: beside it, under a name that no file of the user has.</summary>
    public static string PartOf(string path) => $"{path}.{Path.GetRandomFileName()}.partial";

    /// <summary>Fails before any work is done when the file could not be written in the end.</summary>
    /// <param name="example">A good name, for who names a directory.</param>
    /// <exception cref="CommandFailure">It exists, or its directory does not.</exception>
    public static void Check(string path, bool mayReplace, string example)
    {
        if (Directory.Exists(path))
            throw new CommandFailure($"'{path}' is a directory: name a file with --out, such as {Path.Combine(path, example)}.", CommandFailure.WrongUsage);
        if (File.Exists(path) && !mayReplace)
            throw new CommandFailure($"The file '{path}' exists: add --force to replace it, or name another one with --out.", CommandFailure.WrongUsage);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory && !Directory.Exists(directory))
            throw new CommandFailure($"There is no directory '{directory}' to write '{Path.GetFileName(path)}' into: make it first, or name another place with --out.", CommandFailure.WrongUsage);
        Try(path, part => File.WriteAllBytes(part, []));
    }

    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public static void Write(string path, byte[] content) => Try(path, part =>
    {
        File.WriteAllBytes(part, content);
        File.Move(part, path, overwrite: true);
    });

    private static void Try(string path, Action<string> write)
    {
        var part = PartOf(path);
        try
        {
            write(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The file '{path}' cannot be written ({exception.Message.TrimEnd('.')}): name another place with --out.");
        }
        finally
        {
            File.Delete(part);
        }
    }
}
