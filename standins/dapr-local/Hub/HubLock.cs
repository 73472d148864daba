namespace DaprLocal.Hub;

/// <summary>The right to serve a state file. The operating system takes it back when the process ends, however it ends.</summary>
internal sealed class HubLock : IDisposable
{
    private readonly FileStream _file;

    private HubLock(FileStream file) => _file = file;

    /// <summary>Null when another process has it.</summary>
    public static HubLock? TryAcquire(string stateFile)
    {
        try
        {
            if (Path.GetDirectoryName(stateFile) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            return new HubLock(new FileStream(stateFile + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UsageException($"The state file '{stateFile}' cannot be locked: {e.Message}", e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
