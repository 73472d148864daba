using System.Globalization;
using System.IO.Compression;
using NetMl.Benchmarks.GraphSuite;

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>CICIDS 2017: what CICFlowMeter measures of a flow, without addresses, ports and times; a class for each file.</summary>
internal static class CicidsTable
{
    private static readonly string[] LeftOut = ["id", "Flow ID", "Src IP", "Src Port", "Dst IP", "Dst Port", "Timestamp", "Label", "Attempted Category"];

    /// <summary>Null, after a line that says so, where it is absent.</summary>
    public static TreesTable? Read()
    {
        var folder = Path.Combine(TestData.Folder, "cicids2017");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csv.gz").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length == 0)
        {
            Console.WriteLine($"CICIDS 2017 is left out: {folder} is absent.");
            return null;
        }
        var (values, labels, features) = (new List<float>(), new List<int>(), 0);
        for (var label = 0; label < files.Length; label++)
        {
            using var lines = new StreamReader(new GZipStream(File.OpenRead(files[label]), CompressionMode.Decompress));
            var names = lines.ReadLine()!.Split(',');
            var kept = Enumerable.Range(0, names.Length).Where(column => !LeftOut.Contains(names[column])).ToArray();
            features = kept.Length;
            while (lines.ReadLine() is { } line)
            {
                var cells = line.Split(',');
                foreach (var column in kept)
                    values.Add(float.TryParse(cells[column], CultureInfo.InvariantCulture, out var value) ? value : float.NaN);
                labels.Add(label);
            }
        }
        return TreesTable.SplitByPlace("cicids", $"CICIDS 2017, {files.Length} classes, a random split", features, files.Length, new TablePart([.. values], [.. labels]));
    }
}
