using System.Globalization;
using NetMl.Flows;
using NetMl.Flows.Reading;

namespace NetMl.Benchmarks.ParseSuite;

/// <summary>What a row costs in memory beyond its place in the columns: lines into columns that have grown before.</summary>
internal static class RowAllocation
{
    private const int MostRows = 8192;

    public static Figure Measure(string name, FlowFormat format, string path)
    {
        var lines = File.ReadLines(path).Take(MostRows + 10).Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        var reader = RowReaders.Create(format);
        var rows = new FlowBatchBuilder();
        long allocated = 0;
        for (var round = 0; round < 10; round++)
        {
            rows.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var line in lines.AsSpan(round == 0 ? 0 : lines.Length - MostRows))
                reader.Read(line, rows);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return new Figure(name, (double)allocated / rows.Count, "B/row", string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows into warm columns"));
    }
}
