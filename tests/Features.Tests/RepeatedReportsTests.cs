using NetMl.Flows;
using NetMl.Tests;

namespace NetMl.Features.Tests;

public sealed class RepeatedReportsTests
{
    private static readonly FlowRecord Open = TestFlows.Flow(5, "10.0.0.1", "10.0.0.2") with
    {
        Uid = "C1",
        SourcePort = 4000,
        DestinationPort = 443,
        Protocol = IpProtocol.Tcp,
        State = ConnectionState.S1,
        DurationNanoseconds = 60 * TestFlows.Second,
        SourceBytes = 100,
    };

    private static readonly FlowRecord Later = Open with { DurationNanoseconds = 3600 * TestFlows.Second, SourceBytes = 5000 };
    private static readonly FlowRecord Closed = Later with { DurationNanoseconds = 3660 * TestFlows.Second, State = ConnectionState.SF };

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public void Build_OpenFlowReportedAgain_KeepsTheFinalRecord(int first, int second, int third)
    {
        FlowRecord[] reports = [Open, Later, Closed];

        var once = FlowTable.Build([TestFlows.Batch(reports[first], reports[second], reports[third])]);
        var laterImports = FlowTable.Build([TestFlows.Batch(reports[first]), FlowBatch.Empty, TestFlows.Batch(reports[second]), FlowBatch.Empty, TestFlows.Batch(reports[third])]);

        Assert.Equal((3660 * TestFlows.Second, ConnectionState.SF), (Assert.Single(once.Duration.ToArray()), once.State[0]));
        Assert.Equal((3660 * TestFlows.Second, ConnectionState.SF), (Assert.Single(laterImports.Duration.ToArray()), laterImports.State[0]));
    }

    [Fact]
    public void Build_SameImportTwice_CountsOnce()
    {
        FlowRecord[] flows = [.. TestFlows.Random(3, 200).Select((flow, i) => flow with { Uid = $"C{i}" })];

        var twice = FlowTable.Build([TestFlows.Batch(flows), .. TestFlows.Shuffled(4, flows, 3)]);

        var once = FlowTable.Build([TestFlows.Batch(flows)]);
        Assert.Equal(200, once.Count);
        Assert.Equal(once.Start, twice.Start);
        Assert.Equal(once.Duration, twice.Duration);
        Assert.Equal(once.SourceBytes, twice.SourceBytes);
    }

    [Fact]
    public void Build_RowsOfDifferentFlows_LosesNothing()
    {
        var table = FlowTable.Build([TestFlows.Batch(
            Open, Open with { Uid = "C2" }, Open with { SourcePort = 4001 }, Open with { StartNanoseconds = 1 }, Open with { Protocol = IpProtocol.Udp },
            Open with { Source = "10.0.0.3" }, Open with { Uid = null }, Open with { Uid = null })]);

        Assert.Equal(8, table.Count);
    }

    // rita's conn.log holds one of its 29 rows twice; all other rows are flows of their own.
    [SkippableTheory]
    [InlineData("rita/json", 28 + 59)]
    [InlineData("rita/hourly", 105_918)]
    [InlineData("iot23", 35_504)]
    [InlineData("stratosphere", 21_411)]
    [InlineData("m57", 8462)]
    [InlineData("lab-scans", 7190)]
    public async Task Build_RealLogs_KeepsEachFlowOnce(string folder, int flows)
    {
        var batches = new List<FlowBatch>();

        foreach (var file in Directory.EnumerateFiles(RealData.Path(folder), "*", SearchOption.AllDirectories).Where(file => file.Contains(".log") || file.Contains(".csv")))
        {
            await using var stream = File.OpenRead(file);
            await foreach (var batch in FlowFileReader.ReadAsync(stream, null))
                batches.Add(batch);
        }

        Assert.Equal(flows, FlowTable.Build(batches).Count);
    }
}
