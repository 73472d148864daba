using System.Diagnostics;
using System.Globalization;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>A Python process that trains one network with PyTorch on a graph from a folder (benchmarks/peers/pytorch_gnn.py).</summary>
internal sealed class TorchPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly Process _process;

    private TorchPeer(Process process, string version) => (_process, Version) = (process, version);

    public string Version { get; }

    /// <summary>Largest resident memory so far, in MB.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>Null, after a line that says so, when PyTorch is not on this machine.</summary>
    public static TorchPeer? Start(string network, string folder, int threads)
    {
        var start = new ProcessStartInfo(
            Python, ["-W", "ignore", Path.Combine(Host.Root, "benchmarks", "peers", "pytorch_gnn.py"), network, folder, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        var process = File.Exists(Python) ? Process.Start(start) : null;
        if (process?.StandardOutput.ReadLine() is { } version)
            return new TorchPeer(process, version);
        process?.Dispose();
        Console.WriteLine($"PyTorch is left out: {Python} cannot import it (apt-get install python3-torch).");
        return null;
    }

    /// <summary>Seconds of so many training steps.</summary>
    public double Run(int steps)
    {
        _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine() ?? throw new BenchmarkFailure("PyTorch ended while it trained: its reason stands above.");
        var numbers = line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        if (!double.IsFinite(numbers[1]))
            throw new BenchmarkFailure("PyTorch's loss is no longer a number.");
        PeakMegabytes = numbers[2];
        return numbers[0];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
