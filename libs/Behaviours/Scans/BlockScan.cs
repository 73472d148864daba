using System.Globalization;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Scans;

/// <summary>Joins the port scans of one source into one finding.</summary>
internal static class BlockScan
{
    /// <param name="scans">Of one source, at least two.</param>
    /// <remarks>The score is that of all tried pairs of host and port together.</remarks>
    public static Candidate Join(IReadOnlyList<PortScanCandidate> scans, ScanOptions options)
    {
        PortScanCandidate[] ordered = [.. scans.OrderBy(scan => scan.Finding.First).ThenBy(scan => scan.Finding.Target, StringComparer.Ordinal)];
        long first = ordered[0].Finding.First, last = ordered.Max(scan => scan.Finding.Last), failed = ordered.Sum(scan => scan.Finding.Flows);
        long attempts = ordered.Sum(scan => (long)scan.Attempts), tried = ordered.Sum(scan => (long)scan.Ports);
        var isSlow = ordered.All(scan => scan.IsSlow);
        var most = ordered.Max(scan => scan.Ports);
        var source = ordered[0].Finding.Source;
        var seconds = Times.Seconds(first, last);
        var evidence = new Dictionary<string, double> { ["hosts"] = ordered.Length, ["ports"] = most, ["host_ports"] = tried };
        ScanWords.Add(evidence, ordered.Sum(scan => scan.Bursts), failed, attempts, seconds, isSlow);
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} {ScanWords.Tried(isSlow)} up to {most} ports on each of {ordered.Length} hosts within {Durations.InWords(seconds)}, a block scan; {ScanWords.Failed(failed, attempts)}");
        var score = ScanScore.Of((int)Math.Min(tried, int.MaxValue), isSlow ? options.SlowPorts : options.Ports, failed, attempts);
        var finding = new Finding(BehaviourNames.PortScan, source, null, first, last, score, "T1046", evidence, sentence) { Uids = Uids(ordered), Flows = failed };
        return new Candidate(ordered[0].Source, -1, -1, ordered[0].Protocol, finding);
    }

    /// <summary>The first ones of the scan that began first, and the last ones of the one that ended last.</summary>
    private static string[] Uids(PortScanCandidate[] ordered)
    {
        const int half = Finding.MostUids / 2;
        var latest = ordered.MaxBy(scan => (scan.Finding.Last, scan.Finding.Target))?.Finding.Uids ?? [];
        return [.. ordered[0].Finding.Uids.Take(half).Concat(latest.TakeLast(half)).Distinct()];
    }
}
