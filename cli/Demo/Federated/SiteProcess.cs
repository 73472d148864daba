using System.Diagnostics;
using System.Globalization;
using NetMl.Cli.Federation;

namespace NetMl.Cli.Demo.Federated;

/// <summary>One site agent as a process of its own, which knows nothing of the system but the gateway and its key.</summary>
internal sealed class SiteProcess(string site, Uri gateway, string key, string flows, string folder) : IDisposable
{
    private Process? _process;
    private string _lastWords = "";

    public string Site => site;

    public int Starts { get; private set; }

    private string StateFolder => Path.Combine(folder, site);

    private string AuditPath => Path.Combine(StateFolder, "audit.log");

    public string ModelPath => Path.Combine(StateFolder, "model.safetensors");

    public void Start()
    {
        var host = Environment.ProcessPath ?? throw new InvalidOperationException("This process has a path.");
        var start = new ProcessStartInfo(host) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(typeof(SiteProcess).Assembly.Location);
        }
        foreach (var word in (string[])["site", "join", "--gateway", gateway.ToString(), "--flows", flows, "--state", StateFolder, "--require-secure", "--threads", "1"])
            start.ArgumentList.Add(word);
        start.Environment["NETML_SITE_KEY"] = key;
        // Whoever runs the federation has a key that opens everything: a site does not get it.
        start.Environment.Remove("NETML_KEY");
        start.Environment["NETML_GATEWAY_FILE"] = Path.Combine(folder, "no-such-file.json");
        _process?.Dispose();
        _process = Process.Start(start) ?? throw new InvalidOperationException("The agent did not start.");
        _process.ErrorDataReceived += Remember;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Starts++;
    }

    /// <summary>As a crash: no signal handler runs.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>The agent's own exit code.</summary>
    /// <exception cref="CommandFailure">It did not end well; with its last words.</exception>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        var running = _process ?? throw new InvalidOperationException("The agent was started.");
        await running.WaitForExitAsync(cancellationToken);
        return running.ExitCode == 0 ? 0 : throw new CommandFailure($"The agent of site '{site}' ended with exit code {running.ExitCode}: {_lastWords}");
    }

    public bool HasFailed => _process is { HasExited: true, ExitCode: not 0 };

    /// <summary>Lines of its audit log about requests, as fields.</summary>
    public IReadOnlyList<string[]> Requests()
    {
        if (!File.Exists(AuditPath))
            return [];
        using var file = new FileStream(AuditPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n').Select(line => line.Split('\t')).Where(fields => fields.Length == AuditLog.Fields)];
    }

    public long BytesSent() => Requests().Sum(fields => long.Parse(fields[4], CultureInfo.InvariantCulture));

    public void Dispose()
    {
        if (_process is { HasExited: false } running)
            running.Kill();
        _process?.Dispose();
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { Length: > 0 } text)
            _lastWords = text;
    }
}
