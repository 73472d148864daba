using System.Globalization;
using System.Text;

namespace NetMl.Cli.Federation;

/// <summary>A plain-text log of everything that a site sends, one line per request, written before the bytes leave.</summary>
/// <remarks>Fields are separated by tabs: time (UTC), kind, what in words, round, bytes of the body, SHA-256 of the body, verb and address.</remarks>
internal sealed class AuditLog : IDisposable
{
    public const string Sent = "sent";
    public const string Asked = "asked";
    public const string Note = "note";

    /// <summary>Of a line about a request.</summary>
    public const int Fields = 7;

    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();

    private AuditLog(string path, FileStream file, TimeProvider time) => (Path, _file, _time) = (path, file, time);

    public string Path { get; }

    /// <summary>Bytes of bodies since this log was opened.</summary>
    public long BytesSent { get; private set; }

    /// <exception cref="CommandFailure">The file cannot be written.</exception>
    public static AuditLog Open(string path, TimeProvider time)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new AuditLog(path, new FileStream(path, options), time);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The audit log '{path}' cannot be written ({exception.Message.TrimEnd('.')}): nothing is sent without it; choose another with --audit.");
        }
    }

    /// <summary>Notes a request that is about to leave; on disk when this returns, if it has a body.</summary>
    /// <param name="sha256">Of the body, lower-case hex.</param>
    public void Request(string what, string round, long bytes, string sha256, string destination)
    {
        lock (_lock)
        {
            Write(bytes > 0 ? Sent : Asked, what, round, bytes.ToString(CultureInfo.InvariantCulture), sha256, destination);
            _file.Flush(flushToDisk: bytes > 0);
            BytesSent += bytes;
        }
    }

    /// <summary>Notes what a reader of the log should know: start, end, vetoes.</summary>
    public void Say(string sentence)
    {
        lock (_lock)
        {
            Write(Note, sentence);
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();

    private void Write(params ReadOnlySpan<string> fields)
    {
        var line = new StringBuilder(_time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        foreach (var field in fields)
            line.Append('\t').Append(field.ReplaceLineEndings(" ").Replace('\t', ' '));
        _file.Write(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
    }
}
