using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>A Python process with scikit-learn that works on the same arrays (benchmarks/peers/sklearn_trees.py).</summary>
internal sealed class SklearnTrees : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-benchmark-");

    private SklearnTrees(Process process, string version) => (_process, Version) = (process, version);

    public string Version { get; }

    /// <summary>Null, after a line that says so, where scikit-learn is missing.</summary>
    public static SklearnTrees? Start(int threads)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(Host.Root, "benchmarks", "peers", "sklearn_trees.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        // Its threads shall sleep while they wait: on a busy machine they would keep one another from working.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        var process = File.Exists(Python) ? Process.Start(start) : null;
        if (process?.StandardOutput.ReadLine() is { } version)
            return new SklearnTrees(process, version);
        process?.Dispose();
        Console.WriteLine($"scikit-learn is left out: {Python} has none (apt-get install python3-sklearn).");
        return null;
    }

    public void Load(TreesTable table)
    {
        foreach (var (name, part) in new[] { ("train", table.Train), ("test", table.Test) })
        {
            File.WriteAllBytes(Path.Combine(_folder.FullName, name + ".values"), MemoryMarshal.AsBytes<float>(part.Values));
            File.WriteAllBytes(Path.Combine(_folder.FullName, name + ".labels"), MemoryMarshal.AsBytes<int>(part.Labels));
        }
        Ask(string.Create(CultureInfo.InvariantCulture, $"load\t{_folder.FullName}\t{table.Features}"));
    }

    public TreesRun Fit(int iterations) => Numbers(string.Create(CultureInfo.InvariantCulture, $"fit\t{iterations}")) is [var fit, var predict, var accuracy, var f1]
        ? new TreesRun(fit, predict, accuracy, f1)
        : throw new BenchmarkFailure("scikit-learn answered with other numbers than four.");

    /// <summary>Processor seconds to fit with one thread.</summary>
    public double ProcessorSeconds(int iterations) => Numbers(string.Create(CultureInfo.InvariantCulture, $"cpu\t{iterations}"))[0];

    /// <summary>Seconds of an isolation forest on the train rows of class 0, and its AUROC on the test rows.</summary>
    public (double Seconds, double Auroc) Forest(int seed)
    {
        var numbers = Numbers(string.Create(CultureInfo.InvariantCulture, $"forest\t{seed}"));
        return (numbers[0], numbers[1]);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private double[] Numbers(string line) => Array.ConvertAll(Ask(line).Split(' '), number => double.Parse(number, CultureInfo.InvariantCulture));

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new BenchmarkFailure("scikit-learn ended while it computed: its reason stands above.");
    }
}
