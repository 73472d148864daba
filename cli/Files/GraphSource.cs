namespace NetMl.Cli.Files;

/// <summary>A file of a graph, refused before it is sent where its first bytes say that it cannot be read.</summary>
internal static class GraphSource
{
    /// <exception cref="CommandFailure">The file is absent, empty, not readable or gzip.</exception>
    public static FlowSource OfFile(string path)
    {
        var source = FlowSource.OfFile(path, "there is no graph in it");
        using var file = source.Open();
        Span<byte> head = stackalloc byte[2];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head is [0x1F, 0x8B])
            throw new CommandFailure($"The file '{path}' is gzip, which graph imports do not read: unpack it first, as with gunzip.");
        return source;
    }
}
