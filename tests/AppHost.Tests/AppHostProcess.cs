using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace NetMl.AppHost.Tests;

/// <summary>The AppHost as a user starts it: a process with arguments, lines and an exit code.</summary>
sealed class AppHostProcess : IDisposable
{
    private const string Marker = "NETML_TEST_RUN";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-apphost-");
    private readonly string _run = Guid.NewGuid().ToString();
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly StringBuilder _output = new();

    private AppHostProcess(string[] args)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", AssemblyPath, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        start.Environment[Marker] = _run;
        start.Environment["NETML_GATEWAY_FILE"] = GatewayFile;
        start.Environment["DcpPublisher__RandomizePorts"] = args.Any(arg => arg.StartsWith("--port", StringComparison.Ordinal)) ? "false" : "true";
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public string GatewayFile => Path.Combine(_folder.FullName, "gateway.json");

    public string Folder => _folder.FullName;

    private static string AssemblyPath { get; } = typeof(AppHostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "AppHostAssembly").Value!;

    public static AppHostProcess Start(params string[] args) => new(args);

    public async Task WaitForLineAsync(string part)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains(part, StringComparison.Ordinal))
                return;
        }
        throw new EndOfStreamException($"no line with '{part}' in:{Environment.NewLine}{_output}{await _errors}");
    }

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _output.Append(await _process.StandardOutput.ReadToEndAsync(patience.Token));
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, _output.ToString(), await _errors);
    }

    public void Send(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until no process of this run is left; they inherit the marker in their environment.</summary>
    public async Task UntilNothingIsLeftAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Directory.EnumerateDirectories("/proc").Any(IsOfThisRun))
            await Task.Delay(100, patience.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private bool IsOfThisRun(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{Marker}={_run}", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
