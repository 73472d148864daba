using System.Diagnostics;

namespace DaprLocal.Apps;

/// <summary>Apps that the sidecar itself starts (the command behind "--", or "command" in a run file). When one ends, the sidecar ends with its exit code.</summary>
public sealed class ChildProcesses : IDisposable
{
    private readonly List<Process> _children = [];
    private readonly CancellationTokenSource _ended = new();
    private bool _started;

    /// <summary>That of the first command to end; 0 while all run.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Set when a command has ended by itself.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Starts the commands, once.</summary>
    public void Start(IReadOnlyList<AppOptions> apps)
    {
        if (_started)
            return;
        _started = true;
        foreach (var app in apps.Where(app => app.Command.Count > 0))
            StartOne(app);
    }

    public void Dispose()
    {
        foreach (var child in _children)
        {
            if (!child.HasExited)
                child.Kill(entireProcessTree: true);
            child.Dispose();
        }
        _ended.Dispose();
    }

    private void StartOne(AppOptions app)
    {
        var start = new ProcessStartInfo(app.Command[0], app.Command.Skip(1)) { WorkingDirectory = app.WorkingDirectory ?? "" };
        start.Environment["APP_ID"] = app.AppId;
        start.Environment["APP_PORT"] = $"{app.AppPort}";
        start.Environment["APP_PROTOCOL"] = app.AppProtocol;
        start.Environment["DAPR_HTTP_PORT"] = $"{app.HttpPort}";
        foreach (var (name, value) in app.Environment)
            start.Environment[name] = value;
        try
        {
            var child = Process.Start(start) ?? throw new UsageException($"The command '{app.Command[0]}' of {app.AppId} did not start.");
            _children.Add(child);
            _ = FollowAsync(child);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UsageException($"The command '{app.Command[0]}' of {app.AppId} cannot be started: {e.Message}.", e);
        }
    }

    private async Task FollowAsync(Process child)
    {
        await child.WaitForExitAsync();
        if (_ended.IsCancellationRequested)
            return;
        ExitCode = child.ExitCode;
        await _ended.CancelAsync();
    }
}
