using System.Collections.Concurrent;
using System.Diagnostics;

namespace NetMl.Tests;

/// <summary>A program of this build as a process; it can be killed and started again.</summary>
/// <param name="program">A dll.</param>
/// <param name="health">Answers 2xx when it is up.</param>
internal sealed class ServiceProcess(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Uri health) : IDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ConcurrentQueue<string> _lines = [];
    private Process? _process;

    /// <summary>The last lines that it wrote.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async Task WaitAsync()
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsUpAsync(http))
        {
            Assert.False(_process is { HasExited: true }, $"{Path.GetFileName(program)} has ended: {string.Join('\n', _lines)}");
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Ends it as kill -9 does.</summary>
    public void Kill()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();

    private async Task<bool> IsUpAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(health);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        while (_lines.Count > KeptLines)
            _lines.TryDequeue(out _);
    }
}
