using NetMl.Benchmarks.GraphSuite;
using NetMl.Flows;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>One site of a study.</summary>
internal sealed record RealSite(string Name, IReadOnlyList<FlowBatch> Flows);

/// <summary>Real captures dealt to sites.</summary>
internal sealed record RealCaptures(string Title, IReadOnlyList<string> Classes, IReadOnlyList<RealSite> Sites)
{
    /// <summary>Three Windows hosts under attack from the Internet, each a site; Background flows count as unlabelled.</summary>
    public static async Task<RealCaptures> StratosphereAsync() => new(
        "stratosphere 008, 010, 011", ["Benign", "Malicious"],
        [
            new("008", await ReadAsync("stratosphere/008-windows-host.conn.log.labeled.gz")),
            new("010", await ReadAsync("stratosphere/010-windows-host.conn.log.labeled.gz")),
            new("011", await ReadAsync("stratosphere/011-windows-host.conn.log.labeled.gz")),
        ]);

    /// <summary>IoT-23 34-1 (a Mirai camera) cut into thirds by time, so that each has seen other attacks; the three honeypots, all benign, are sites of their own.</summary>
    public static async Task<RealCaptures> InternetOfThingsAsync()
    {
        var mirai = (await ReadAsync("iot23/34-1.conn.log.labeled.gz")).SelectMany(batch => batch.Records()).OrderBy(flow => flow.StartNanoseconds).ToArray();
        var third = (mirai.Length + 2) / 3;
        return new(
            "IoT-23 34-1 in thirds, honeypots 4-1, 5-1, 7-1", ["Benign", "C&C", "DDoS", "PortScan"],
            [
                .. mirai.Chunk(third).Select((flows, part) => new RealSite($"34-1 {"abc"[part]}", [Batch(flows)])),
                new("honeypot 4-1", await ReadAsync("iot23/honeypot-4-1.csv.gz")),
                new("honeypot 5-1", await ReadAsync("iot23/honeypot-5-1.csv.gz")),
                new("honeypot 7-1", await ReadAsync("iot23/honeypot-7-1.csv.gz")),
            ]);
    }

    private static FlowBatch Batch(IEnumerable<FlowRecord> flows)
    {
        var builder = new FlowBatchBuilder();
        foreach (var flow in flows)
            builder.Add(flow);
        return builder.Build();
    }

    private static async Task<IReadOnlyList<FlowBatch>> ReadAsync(string name)
    {
        var path = Path.Combine(TestData.Folder, name);
        if (!File.Exists(path))
            throw new BenchmarkFailure($"The data file {path} is absent: set NETML_TEST_DATA to a folder that holds it.");
        await using var file = File.OpenRead(path);
        var batches = new List<FlowBatch>();
        await foreach (var batch in FlowFileReader.ReadAsync(file, format: null))
            batches.Add(batch);
        return batches;
    }
}
