using NetMl.AppHost.Running;

namespace NetMl.AppHost.Settings;

/// <summary>Where flows, models and messages are kept. One AppHost at a time: two would write the same databases. A demo has a temporary one, which it deletes.</summary>
sealed class DataDirectory : IDisposable
{
    private readonly bool _isTemporary;
    private string? _keptLog;
    private readonly FileStream _lock;

    private DataDirectory(string path, bool isTemporary, FileStream @lock)
    {
        Path = path;
        _isTemporary = isTemporary;
        _lock = @lock;
    }

    public string Path { get; }

    public string LogFile => System.IO.Path.Combine(Path, "apphost.log");

    public static DataDirectory Open(string? configured, bool isDemo)
    {
        var isTemporary = configured is null && isDemo;
        var path = System.IO.Path.GetFullPath(configured ?? (isDemo ? Directory.CreateTempSubdirectory("netml-demo-").FullName : System.IO.Path.Combine(AppHostSettings.BuiltIn("AppHostDirectory"), "..", ".netml", "data")));
        try
        {
            CreatePrivate(path);
            var held = new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(path, isTemporary, held);
        }
        catch (IOException failure)
        {
            throw new UserError($"The data directory {path} cannot be used ({failure.Message.TrimEnd('.')}): another AppHost may be running on it; stop that one, or choose another with --data.");
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new UserError($"The data directory {path} cannot be used ({failure.Message.TrimEnd('.')}): choose another with --data.");
        }
    }

    /// <summary>Who talks with whom is nobody else's business: a new directory is open to its owner only. One that is there stays as it is.</summary>
    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Saves the log from the deletion of a temporary directory.</summary>
    /// <returns>Where it will be.</returns>
    public string KeepLog() => _isTemporary ? _keptLog = Path + ".log" : LogFile;

    public void Dispose()
    {
        _lock.Dispose();
        if (_keptLog is not null)
            File.Copy(LogFile, _keptLog, overwrite: true);
        if (_isTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
