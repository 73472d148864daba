using NetMl.Flows.Reading;

namespace NetMl.Cli.Following;

/// <summary>Finds a log again that was renamed, copied or compressed in its folder.</summary>
internal static class RotatedFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Files beside the followed one, of the same name up to its first dot, that were written after <paramref name="rotated"/>, oldest first.</summary>
    public static IReadOnlyList<string> NamesAfter(FollowPosition position, FileInfo rotated)
    {
        var stem = Path.GetFileName(position.Path).Split('.')[0] + ".";
        var beside = rotated.Directory?.EnumerateFiles() ?? [];
        return [.. beside.Where(file => file.Name.StartsWith(stem, StringComparison.Ordinal) && file.FullName != position.Path && file.LastWriteTimeUtc > rotated.LastWriteTimeUtc)
            .OrderBy(file => file.LastWriteTimeUtc).Select(file => file.Name)];
    }

    /// <summary>The file that begins as the followed one did and holds all that was sent of it; null = it is not in the folder.</summary>
    public static async Task<(GrowingFile Log, FileInfo File)?> FindAsync(FollowPosition position, CancellationToken cancellationToken)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(position.Path) ?? ".");
        if (position.Known is not { } known || !folder.Exists)
            return null;
        foreach (var file in folder.EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            if (await TryOpenAsync(file.FullName, known, cancellationToken) is not { } candidate)
                continue;
            if (candidate.Length >= position.End && known.Fits(candidate.Handle))
                return (candidate, file);
            candidate.Dispose();
        }
        return null;
    }

    private static async Task<GrowingFile?> TryOpenAsync(string path, Fingerprint known, CancellationToken cancellationToken)
    {
        try
        {
            return path.EndsWith(".gz", StringComparison.Ordinal) ? await UnpackAsync(path, known, cancellationToken) : GrowingFile.TryOpen(path);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or InvalidDataException or FileNotFoundException)
        {
            // Not ours to read, gone meanwhile, or no whole gzip, as one that is still being written: then it is not the one.
            return null;
        }
    }

    /// <summary>A temporary copy of the file; null when it begins otherwise.</summary>
    private static async Task<GrowingFile?> UnpackAsync(string path, Fingerprint known, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var gzip = new GunzipStream(file);
        var head = new byte[known.Bytes];
        if (await gzip.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) < head.Length || Fingerprint.Of(head) != known)
            return null;
        var plain = Path.GetTempFileName();
        try
        {
            await using (var copy = File.Create(plain))
            {
                await copy.WriteAsync(head, cancellationToken);
                await gzip.CopyToAsync(copy, BufferBytes, cancellationToken);
            }
            return new GrowingFile(File.OpenHandle(plain, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.Asynchronous));
        }
        catch
        {
            File.Delete(plain);
            throw;
        }
    }
}
