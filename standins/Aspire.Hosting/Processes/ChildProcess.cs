using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Processes;

/// <summary>A started process: its lines, its end, and how to stop it.</summary>
sealed class ChildProcess : IDisposable
{
    // Ctrl-C on the terminal must reach only the AppHost, which stops its processes in order; exec keeps the id and the ignored
    // signal. The process begins only after a line came in: by then the guard knows it.
    private const string Shield = """trap '' INT; read -r go || exit 1; exec "$@" </dev/null""";

    private readonly Process _process;
    private readonly Guard _guard;
    private readonly Task _lines;

    private ChildProcess(Process process, Guard guard, Action<string> onLine)
    {
        _process = process;
        _guard = guard;
        _lines = Task.WhenAll(PumpAsync(process.StandardOutput, onLine), PumpAsync(process.StandardError, onLine));
    }

    public int Id => _process.Id;

    /// <exception cref="DistributedApplicationException">The program is missing or may not be executed.</exception>
    public static ChildProcess Start(LaunchPlan plan, Guard guard, Action<string> onLine)
    {
        var start = new ProcessStartInfo(plan.FileName)
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!OperatingSystem.IsWindows())
        {
            start.FileName = "/bin/sh";
            foreach (var word in (string[])["-c", Shield, "sh", .. KeepUnusualNames(plan.Environment), FullPathOf(plan.FileName)])
                start.ArgumentList.Add(word);
        }
        foreach (var arg in plan.Args)
            start.ArgumentList.Add(arg);
        start.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
            start.Environment[name] = value;
        return Begin(start, guard, onLine);
    }

    /// <returns>The exit code, after the last line was read.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        _guard.Forget(_process.Id);
        await _lines;
        return _process.ExitCode;
    }

    /// <summary>Asks the process to end; after the grace it is killed with its children.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (_process.HasExited)
            return;
        using var patience = new CancellationTokenSource(grace);
        try
        {
            if (Signals.Terminate(_process.Id))
                await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It did not end by itself.
        }
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    public void Dispose() => _process.Dispose();

    /// <summary>A shell drops variables whose names it could not write itself, such as services__graph-feature__h2c__0: env brings them back.</summary>
    private static IReadOnlyList<string> KeepUnusualNames(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var unusual = environment.Where(variable => variable.Key.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_')).ToList();
        return unusual.Count == 0 ? [] : ["/usr/bin/env", .. unusual.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    private static ChildProcess Begin(ProcessStartInfo start, Guard guard, Action<string> onLine)
    {
        try
        {
            var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
            guard.Watch(process.Id);
            process.StandardInput.WriteLine("go");
            process.StandardInput.Close();
            return new ChildProcess(process, guard, onLine);
        }
        catch (Win32Exception failure)
        {
            throw new DistributedApplicationException($"{start.FileName} cannot be started in {start.WorkingDirectory}: {failure.Message}.", failure);
        }
    }

    private static string FullPathOf(string program)
    {
        var found = program.Contains(Path.DirectorySeparatorChar)
            ? program
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        return found is not null && File.Exists(found)
            ? found
            : throw new DistributedApplicationException($"The program '{program}' is not there: install it, or put its folder on the PATH.");
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }
}
