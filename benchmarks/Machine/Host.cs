using System.Diagnostics;
using System.Globalization;

namespace NetMl.Benchmarks.Machine;

/// <summary>The machine that measures and the commit that is measured.</summary>
internal static class Host
{
    public static string Cpu { get; } = File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown cpu"
        : "unknown cpu";

    /// <summary>The processor's name as a folder name.</summary>
    public static string CpuFolder { get; } = string.Join('-', Cpu.ToLowerInvariant().Split([.. " @()./,"], StringSplitOptions.RemoveEmptyEntries)) + "-x" + Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);

    public static string Root { get; } = FindRoot();

    public static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "describe", "--always", "--dirty", "--exclude=*"]) { RedirectStandardOutput = true });
            return git?.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NetMlAspire.sln")))
                return folder.FullName;
        }
        throw new BenchmarkFailure($"There is no NetMlAspire.sln above {AppContext.BaseDirectory}: run the benchmarks from the repository.");
    }
}
