using NetMl.Flows.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Flows.Tests.Reading;

/// <summary>Every flow file of the real data: as many rows as its notes count, and a reason that fits for each of the others.</summary>
public sealed class EveryRealFileTests
{
    [SkippableTheory]
    [InlineData("argus", 13_563, "an address is neither IPv4 nor IPv6 ×2")] // two rows between MAC addresses
    [InlineData("cicids2017", 43_419, "")]
    [InlineData("iot23", 23_145 + 10_403 + 452 + 1374 + 130, "")]
    [InlineData("lab-scans", 1008 + 5754 + 353 + 75, "")]
    [InlineData("m57", 8462, "")]
    [InlineData("rita/hourly", 105_918, "")]
    [InlineData("rita/json", 29 + 59, "")]
    [InlineData("rita/truncated", 58 + 58 + 2, "a port is not a number from 0 to 65535 ×1, the line is not a whole JSON object ×1, the row has fewer columns than its header: it may be cut short ×2")]
    [InlineData("sme11", 766, "")]
    [InlineData("stratosphere", 361 + 992 + 5663 + 5347 + 9048, "")]
    public async Task Read_EveryFileOfAFolder_GivesTheCountedRows(string folder, int rows, string reasons)
    {
        var rejections = new SortedDictionary<string, long>(StringComparer.Ordinal);
        long accepted = 0;

        foreach (var file in Logs(folder))
        {
            var summary = await CountAsync(file);
            accepted += summary.RowsAccepted;
            foreach (var rejection in summary.Rejections)
                rejections[rejection.Reason] = rejections.GetValueOrDefault(rejection.Reason) + rejection.Rows;
        }

        Assert.Equal((rows, reasons), ((int)accepted, string.Join(", ", rejections.Select(pair => $"{pair.Key} ×{pair.Value}"))));
    }

    // Zeek's baselines are cut to the columns of each test and have XXX for times: every row is refused for just that, or the whole file
    // because none of its columns tells what it is. One log, of PPP, has its times.
    [SkippableFact]
    public async Task Read_ZeeksOwnBaselinesAsTheyAre_RefusesWhatHasNoTimeOrColumns()
    {
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);

        foreach (var file in Logs("zeek-baselines"))
        {
            string outcome;
            try
            {
                var summary = await CountAsync(file);
                outcome = summary.Rejections is [var only] ? only.Reason : $"{summary.Rejections.Count} reasons, {summary.RowsAccepted} rows";
            }
            catch (FlowInputException e)
            {
                outcome = e.Fault.ToString();
            }
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.Equal(
            "0 reasons, 3 rows ×1, UnknownFormat ×80, the header names no ts, id.orig_h or id.resp_h ×21, ts is not a time in seconds ×134",
            string.Join(", ", outcomes.Select(pair => $"{pair.Key} ×{pair.Value}")));
    }

    private static IEnumerable<string> Logs(string folder) =>
        Directory.EnumerateFiles(RealData.Path(folder), "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("LICENSE" or "COPYING"));

    private static async Task<FlowReadSummary> CountAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var reading = FlowFileReader.ReadAsync(file, null);
        await foreach (var batch in reading)
            Assert.InRange(batch.Count, 1, FlowReadOptions.Default.BatchRows);
        return reading.Summary;
    }
}
