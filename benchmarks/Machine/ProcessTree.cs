using System.Globalization;

namespace NetMl.Benchmarks.Machine;

/// <summary>A process of the system and the memory that it holds.</summary>
internal sealed record ProcessMemory(int Id, string Name, double Megabytes);

/// <summary>Reads /proc: a process and all its descendants.</summary>
internal static class ProcessTree
{
    public static IReadOnlyList<ProcessMemory> Read(int root)
    {
        if (!Directory.Exists("/proc/self"))
            throw new BenchmarkFailure("Memory is read from /proc, which this machine does not have.");
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Select(name => int.Parse(name ?? "", CultureInfo.InvariantCulture)).Select(id => (Id: id, Parent: Parent(id))).ToList();
        var members = new HashSet<int> { root };
        int before;
        do
        {
            before = members.Count;
            members.UnionWith(parents.Where(one => members.Contains(one.Parent)).Select(one => one.Id).ToList());
        }
        while (members.Count > before);
        return [.. members.Select(Describe).OfType<ProcessMemory>().OrderByDescending(process => process.Megabytes)];
    }

    /// <summary>The most memory that a process ever held.</summary>
    public static double PeakMegabytes(int id) => Number(id, "status", "VmHWM:") * 1024 / 1e6
        ?? throw new BenchmarkFailure("The peak of memory is read from /proc, which this machine does not have.");

    /// <summary>Bytes that a process has read from files and sockets since its start, from the disk or from the page cache.</summary>
    public static long BytesRead(int id) => (long)(Number(id, "io", "rchar:")
        ?? throw new BenchmarkFailure("What a process reads is counted in /proc, which this machine does not have."));

    private static int Parent(int id) => Number(id, "status", "PPid:") is { } parent ? (int)parent : -1;

    private static ProcessMemory? Describe(int id) =>
        Number(id, "status", "VmRSS:") is { } kibibytes ? new ProcessMemory(id, Name(id), kibibytes * 1024 / 1e6) : null;

    private static double? Number(int id, string file, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/{file}").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal));
            return line is null ? null : double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended since the folder was listed.
            return null;
        }
    }

    /// <summary>The resource's name where the host gave one, else the program.</summary>
    private static string Name(int id)
    {
        try
        {
            const string variable = "OTEL_SERVICE_NAME=";
            var named = File.ReadAllText($"/proc/{id}/environ").Split('\0').FirstOrDefault(text => text.StartsWith(variable, StringComparison.Ordinal));
            if (named is not null)
                return named[variable.Length..];
            var words = File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
            return Path.GetFileName(words.FirstOrDefault(word => word.EndsWith(".dll", StringComparison.Ordinal)) ?? words[0]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return id.ToString(CultureInfo.InvariantCulture);
        }
    }
}
