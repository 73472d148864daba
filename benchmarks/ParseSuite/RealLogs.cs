using System.IO.Compression;
using NetMl.Benchmarks.GraphSuite;

namespace NetMl.Benchmarks.ParseSuite;

/// <summary>Joins the real conn logs beside the repository, each with its own header, into one file.</summary>
internal static class RealLogs
{
    private static readonly string[] Logs = ["rita/hourly", "iot23/34-1.conn.log.labeled.gz", "stratosphere", "lab-scans", "m57/conn.log.gz", "sme11"];

    /// <summary>All logs again and again until the file has this many bytes; null when they are absent.</summary>
    public static string? Write(string path, long bytes)
    {
        string[] files = [.. Logs.SelectMany(log => Files(Path.Combine(TestData.Folder, log)))];
        if (files.Length == 0)
            return null;
        using var joined = File.Create(path);
        while (joined.Length < bytes)
        {
            foreach (var file in files)
            {
                using Stream log = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);
                log.CopyTo(joined);
            }
        }
        return path;
    }

    private static IEnumerable<string> Files(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.log*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];
}
