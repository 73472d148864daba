using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.ParseSuite;

/// <summary>A Python process that reads one file with pandas whenever it is asked.</summary>
internal sealed class PandasReader : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private PandasReader(Process process) => _process = process;

    /// <summary>Null, after a line that says so, when pandas is not on this machine.</summary>
    /// <param name="kind">tsv or json.</param>
    public static PandasReader? Start(string kind, string path)
    {
        var script = Path.Combine(Host.Root, "benchmarks", "peers", "pandas_read.py");
        var process = File.Exists(Python)
            ? Process.Start(new ProcessStartInfo(Python, [script, kind, path]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            : null;
        if (process?.StandardOutput.ReadLine() is not null)
            return new PandasReader(process);
        process?.Dispose();
        Console.WriteLine($"pandas is left out: {Python} cannot import it (apt-get install python3-pandas).");
        return null;
    }

    public async Task<(long Rows, double Seconds)> ReadAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("read".AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await _process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new BenchmarkFailure("pandas ended while it read: its reason stands above.");
        var parts = answer.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
