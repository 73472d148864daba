using System.Diagnostics;

namespace DaprLocal.Apps;

/// <summary>Apps that the sidecar itself starts (the command behind "--", or "command" in a run file). When one ends, the sidecar ends with its exit code.</summary>
public sealed partial class ChildProcesses(AppDirectory apps, IHostApplicationLifetime lifetime, ILogger<ChildProcesses> logger) : IDisposable
{
    private readonly List<Process> _children = [];

    public int ExitCode { get; private set; }

    public void Start(IReadOnlyList<int> httpPorts)
    {
        foreach (var (app, port) in apps.Instances.Zip(httpPorts))
            if (app.Options.Command.Count > 0)
                StartOne(app, port);
    }

    public void Dispose()
    {
        foreach (var child in _children)
        {
            if (!child.HasExited)
                child.Kill(entireProcessTree: true);
            child.Dispose();
        }
    }

    private void StartOne(AppInstance app, int httpPort)
    {
        var start = new ProcessStartInfo(app.Options.Command[0], app.Options.Command.Skip(1)) { WorkingDirectory = app.Options.WorkingDirectory ?? "" };
        start.Environment["APP_ID"] = app.Options.AppId;
        start.Environment["APP_PORT"] = $"{app.Options.AppPort}";
        start.Environment["APP_PROTOCOL"] = app.Options.AppProtocol;
        start.Environment["DAPR_HTTP_PORT"] = $"{httpPort}";
        foreach (var (name, value) in app.Options.Environment)
            start.Environment[name] = value;
        try
        {
            var child = Process.Start(start) ?? throw new UsageException($"The command '{app.Options.Command[0]}' of {app.Name} did not start.");
            child.EnableRaisingEvents = true;
            child.Exited += (_, _) => Ended(app, child);
            _children.Add(child);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new UsageException($"The command '{app.Options.Command[0]}' of {app.Name} cannot be started: {e.Message}.", e);
        }
    }

    private void Ended(AppInstance app, Process child)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        ExitCode = child.ExitCode;
        CommandEnded(app.Name, child.ExitCode);
        lifetime.StopApplication();
    }

    [LoggerMessage(916, LogLevel.Information, "The command of {App} ended with exit code {ExitCode}: stopping")]
    private partial void CommandEnded(string app, int exitCode);
}
