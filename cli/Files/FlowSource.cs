namespace NetMl.Cli.Files;

/// <summary>One file of flows, or standard input.</summary>
/// <param name="Bytes">Length; 0 = unknown.</param>
internal sealed record FlowSource(string Name, long Bytes, bool IsRepeatable, Func<Stream> Open)
{
    public static FlowSource OfInput(Func<Stream> open) => new("standard input", 0, false, open);

    /// <param name="nothing">What an empty file lacks, as a clause.</param>
    /// <exception cref="CommandFailure">The file is absent, empty or not readable.</exception>
    public static FlowSource OfFile(string path, string nothing = "there are no flows in it")
    {
        var file = new FileInfo(path);
        if (!file.Exists && path.StartsWith("--", StringComparison.Ordinal))
            throw new CommandFailure($"'{path}' is neither an option of this command nor a file: its --help lists the options.", CommandFailure.WrongUsage);
        if (!file.Exists)
            throw new CommandFailure($"The file '{path}' does not exist: check the path.");
        if (file.Length == 0)
            throw new CommandFailure($"The file '{path}' is empty: {nothing}.");
        return new FlowSource(path, file.Length, true, () => OpenFile(path));
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The file '{path}' cannot be read ({exception.Message.TrimEnd('.')}): check its permissions.");
        }
    }
}
