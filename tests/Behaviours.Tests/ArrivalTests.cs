using System.Text.Json;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Flows;
using NetMl.Tests;

namespace NetMl.Behaviours.Tests;

/// <summary>The same flows in any cuts and order, looked at between any of them, give the same findings as all at once.</summary>
public sealed class ArrivalTests
{
    private static readonly AllowList Allowed = AllowListReader.Read("""{ "entries": [ { "port": 443, "reason": "the web" } ] }""", out _) ?? AllowList.Empty;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_MadeUpOfficeShuffled_FindsTheSame(int seed) => AssertSame([.. SyntheticCapture.Generate(seed).SelectMany(batch => batch.Records())], seed);

    [SkippableTheory]
    [InlineData("lab-scans/openvas.conn.log.gz", 1)]
    [InlineData("lab-scans/normal.conn.log.gz", 2)]
    [InlineData("iot23/8-1.csv.gz", 3)]
    [InlineData("m57/conn.log.gz", 4)]
    public async Task Run_RealCaptureShuffled_FindsTheSame(string file, int seed)
    {
        var batches = await TestConnections.ReadAsync(RealData.Path(file));

        AssertSame([.. batches.SelectMany(batch => batch.Records())], seed);
    }

    private static void AssertSame(FlowRecord[] flows, int seed)
    {
        var random = new Random(seed);
        // Some flows were reported before, when they were still open.
        flows = [.. flows, .. flows.Where(flow => flow.Uid is not null && random.Next(10) == 0).Select(flow => flow with { SourceBytes = flow.SourceBytes / 2, DurationNanoseconds = 1 })];
        var expected = Run([TestConnections.Batch(flows)], _ => false, random);

        var late = flows.OrderBy(flow => flow.StartNanoseconds + random.NextInt64(600_000_000_000)).ToArray();
        Assert.Equal(expected, Run(Cut(late, random), _ => random.Next(3) == 0, random));
        random.Shuffle(flows);
        Assert.Equal(expected, Run(Cut(flows, random), _ => random.Next(8) == 0, random));
    }

    private static List<FlowBatch> Cut(FlowRecord[] flows, Random random)
    {
        var batches = new List<FlowBatch>();
        for (var begin = 0; begin < flows.Length;)
        {
            var end = Math.Min(flows.Length, begin + random.Next(1, 1 + flows.Length / 5));
            batches.Add(TestConnections.Batch(flows[begin..end]));
            begin = end;
        }
        return batches;
    }

    private static string[] Run(IEnumerable<FlowBatch> batches, Func<int, bool> looks, Random random)
    {
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        var number = 0;
        foreach (var batch in batches)
        {
            analysis.Add(batch);
            if (!looks(number++))
                continue;
            if (random.Next(2) == 0)
                analysis.Run(Allowed, CancellationToken.None);
            else
                analysis.RunLive(Allowed, CancellationToken.None);
        }
        return [.. analysis.Run(Allowed, CancellationToken.None).Select(finding => JsonSerializer.Serialize(finding))];
    }
}
