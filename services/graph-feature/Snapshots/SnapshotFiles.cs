using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Tensor files on disk, bounded: the least recently read go first. Losing one costs only the time to build it again.</summary>
internal sealed class SnapshotFiles
{
    private const int BufferBytes = 1 << 16;
    private readonly string _folder;
    private readonly long _maximumBytes;
    private readonly TimeProvider _time;

    public SnapshotFiles(IOptions<FlowStoreOptions> store, IOptions<SnapshotOptions> options, TimeProvider time)
    {
        _folder = Path.GetFullPath(store.Value.Path) + ".snapshots";
        _maximumBytes = options.Value.MaximumCacheMebibytes * (1L << 20);
        _time = time;
    }

    /// <summary>Opens a file for reading; null when it is not there (any more). An open file stays readable when it is evicted meanwhile.</summary>
    public FileStream? TryOpen(string id)
    {
        try
        {
            var stream = new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.Asynchronous);
            File.SetLastAccessTimeUtc(stream.SafeFileHandle, _time.GetUtcNow().UtcDateTime);
            return stream;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Writes a file whole or not at all, and makes room for it.</summary>
    /// <exception cref="StoreFullException">The disk takes no more.</exception>
    public void Write(string id, Action<Stream> content)
    {
        var partial = PathOf(id) + ".partial";
        try
        {
            Directory.CreateDirectory(_folder);
            using (var file = File.Create(partial, BufferBytes))
            {
                content(file);
                // Without this, a loss of power may leave an empty file under the final name, which would be served from then on.
                file.Flush(flushToDisk: true);
            }
            File.Move(partial, PathOf(id), overwrite: true);
        }
        catch (IOException exception)
        {
            File.Delete(partial);
            throw new StoreFullException($"The snapshot cannot be written to {_folder} ({exception.Message.TrimEnd('.')}): free disk space and ask again.", exception);
        }
        Evict(PathOf(id));
    }

    /// <summary>Deletes a file; one that is not there is fine.</summary>
    public void Delete(string id)
    {
        try
        {
            File.Delete(PathOf(id));
        }
        catch (DirectoryNotFoundException)
        {
            // No snapshot was ever written.
        }
    }

    private void Evict(string newest)
    {
        var total = new FileInfo(newest).Length;
        foreach (var file in new DirectoryInfo(_folder).GetFiles().Where(file => file.FullName != newest).OrderByDescending(file => file.LastAccessTimeUtc))
        {
            total += file.Length;
            if (total > _maximumBytes)
                file.Delete();
        }
    }

    private string PathOf(string id) => Path.Combine(_folder, id + ".safetensors");
}
