using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NetMl.Cli.Following;

/// <summary>Keeps the position of one data set and one file under the user's folder; only one netml at a time holds it.</summary>
internal sealed class PositionFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _lock;

    private PositionFile(string path, FileStream held, FollowPosition position) => (_path, _lock, Position) = (path, held, position);

    /// <summary>Deleting this file lets the log be sent from its beginning.</summary>
    public string Path => _path;

    public FollowPosition Position { get; private set; }

    /// <exception cref="CommandFailure">Another netml follows the file into the data set, or the position cannot be read.</exception>
    public static PositionFile Open(string dataset, string path, Func<string, string?> variable)
    {
        var home = variable("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(home, ".netml", "follow")).FullName;
        var full = System.IO.Path.GetFullPath(path);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{dataset}\n{full}")).AsSpan(0, 8));
        var file = System.IO.Path.Combine(folder, name + ".json");
        var held = Lock(file + ".lock", dataset, path);
        try
        {
            return new PositionFile(file, held, Load(file) ?? new FollowPosition(dataset, full));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Once this returns, the position outlives a crash; a crash meanwhile leaves the one before.</summary>
    public void Save(FollowPosition position)
    {
        var partial = _path + ".partial";
        using (var file = File.Create(partial))
        {
            JsonSerializer.Serialize(file, position, FollowJson.Default.FollowPosition);
            file.Flush(flushToDisk: true);
        }
        File.Move(partial, _path, overwrite: true);
        Position = position;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path, string dataset, string log)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandFailure($"Another netml follows '{log}' into data set '{dataset}' already: end that one first.");
        }
    }

    private static FollowPosition? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), FollowJson.Default.FollowPosition) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new CommandFailure($"The position in '{path}' cannot be read ({exception.Message.TrimEnd('.')}): delete that file to send the log from its beginning.");
        }
    }
}
