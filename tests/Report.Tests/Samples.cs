using NetMl.Cli.Report;
using NetMl.Contracts.Datasets;

namespace NetMl.Report.Tests;

/// <summary>Networks that look like real ones and hold nothing of any.</summary>
internal static class Samples
{
    /// <summary>What would run if the page put text into its markup.</summary>
    public const string Hostile = "<img src=x onerror='document.title=1'></script><script>document.title='broken in'</script>{{script}}";

    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two offices of 20 with a server each (10.0.0.1 and 10.1.0.1), a scanner, and a host and a service with hostile names.</summary>
    public static ReportContent Office()
    {
        var hosts = new List<ReportHost> { new("10.0.0.1", 0, 0.2, 21, 5, 300, 9_000_000, 4000), new("10.1.0.1", 1, 0.15, 21, 4, 200, 700_000, 300_000) };
        var edges = new List<ReportEdge> { new(0, 1, 50) };
        for (var office = 0; office < 2; office++)
        {
            for (var desk = 2; desk <= 20; desk++)
            {
                edges.Add(new ReportEdge(hosts.Count, office, desk * 3));
                if (desk > 2)
                    edges.Add(new ReportEdge(hosts.Count, hosts.Count - 1, desk));
                hosts.Add(new ReportHost($"10.{office}.0.{desk}", office, 0.02 - desk * 0.0005, 3, desk * 3, desk, 1000 * desk, 2000 * desk));
            }
        }
        edges.Add(new ReportEdge(hosts.Count, 0, 1));
        hosts.Add(new ReportHost(Hostile, -1, 0.001, 1, 1, 0, 10, 20));
        return new ReportContent(
            $"office {Hostile}", true, Noon, Noon.AddHours(5), 3000, 10_000_000, hosts.Count, edges.Count, hosts, edges, [20, 20], 3,
            [Finding("port-scan", "10.0.0.5", "10.0.0.1", 98, $"10.0.0.5 tried 200 ports of 10.0.0.1. {Hostile}"), Finding("beacon", "10.1.0.9", null, 81.5, "10.1.0.9 called 192.0.2.7 every minute.")],
            3600, [Bin(0, 60, 20, 0), Bin(1, 10, 70, 4), Bin(3, 30, 30, 9), Bin(4, 5, 0, 1)], ["A note for whoever reads this."]);
    }

    /// <summary>Ten hosts around one.</summary>
    public static ReportContent Small()
    {
        var hosts = Enumerable.Range(1, 10).Select(i => new ReportHost($"192.0.2.{i}", 0, i == 1 ? 0.4 : 0.06, i == 1 ? 9 : 1, i == 1 ? 9 : 0, i == 1 ? 0 : 1, 1000 * i, 10)).ToList();
        return new ReportContent(
            "small", true, Noon, Noon.AddMinutes(2), 9, 55_000, 10, 9, hosts, [.. Enumerable.Range(1, 9).Select(i => new ReportEdge(0, i, i))], [10], 1, [], 1, [Bin(0, 9, 0, 0)], []);
    }

    /// <summary>10,000 hosts: three large ones with thousands of callers each, many of whom call two, and pairs apart.</summary>
    public static ReportContent Large()
    {
        const int Count = 10_000;
        var hosts = Enumerable.Range(0, Count).Select(i => new ReportHost($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}", i % 3, i < 3 ? 0.2 : 3e-5, i < 3 ? 4000 : 1 + i % 2, 1, 0, 500, 700)).ToList();
        var edges = Enumerable.Range(3, Count - 203).SelectMany(i => i % 4 == 0 ? new[] { new ReportEdge(i, i % 3, 2), new ReportEdge(i, (i + 1) % 3, 1) } : [new ReportEdge(i, i % 3, 1)])
            .Concat(Enumerable.Range(0, 100).Select(i => new ReportEdge(Count - 200 + 2 * i, Count - 199 + 2 * i, 1))).ToList();
        return new ReportContent("large", true, Noon, Noon.AddDays(3), 1_000_000, 1L << 40, Count, edges.Count, hosts, edges, [3400, 3300, 3300], 3, [], 3600, [Bin(0, 1, 2, 3)], []);
    }

    /// <summary>An uploaded graph: no flows, no time, no findings.</summary>
    public static ReportContent Graph() => new(
        "papers", false, null, null, 0, 0, 4, 4, [.. Enumerable.Range(0, 4).Select(i => new ReportHost($"paper-{i}", 0, 0.25, 2, Label: "theory"))],
        [new(0, 1, 1), new(1, 2, 0.5), new(2, 3, 2), new(3, 0, 1)], [4], 1, [], 0, [], []);

    private static BehaviourFinding Finding(string behaviour, string source, string? target, double score, string sentence) =>
        new("f", "office", behaviour, source, target, Noon, Noon.AddHours(1), score, "T1046", new Dictionary<string, double>(), sentence, 90, ["CUid1", "</script><b>"]);

    private static ServiceBin Bin(int hour, long dns, long ssl, long hostile) =>
        new(Noon.AddHours(hour), new Dictionary<string, long> { ["dns"] = dns, ["ssl"] = ssl, [Hostile] = hostile }, 2, 1);
}
