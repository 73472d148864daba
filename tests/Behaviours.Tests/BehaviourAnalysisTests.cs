using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

public sealed class BehaviourAnalysisTests
{
    private static readonly FlowRecord Open = TestConnections.Flow(5, "10.0.0.1", "10.0.0.2", state: ConnectionState.S0, bytes: 0) with { Uid = "C1" };
    private static readonly FlowRecord Closed = TestConnections.Flow(5, "10.0.0.1", "10.0.0.2", bytes: 5000) with { Uid = "C1" };

    [Fact]
    public void Run_OpenFlowReportedAgain_SeesTheReportThatKnowsMost()
    {
        var seen = new SeenRows();
        var analysis = new BehaviourAnalysis([seen]);

        foreach (var batch in (FlowRecord[][])[[Closed], [Open, Closed with { SourceBytes = 40 }], [Closed with { SourceBytes = 7 }]])
        {
            analysis.Add(TestConnections.Batch(batch));
            analysis.Run(AllowList.Empty, CancellationToken.None);
        }

        Assert.All(seen.Bytes, bytes => Assert.Equal([5000L], bytes));
        Assert.Equal(1, analysis.Connections);
    }

    [Fact]
    public void Run_FlowsOfTheirOwn_AllStay()
    {
        var seen = new SeenRows();

        TestConnections.Detect(seen, [
            Open, Open with { Uid = "C2" }, Open with { StartNanoseconds = Open.StartNanoseconds + 1 }, Open with { DestinationPort = 81 },
            Open with { Uid = null }, Open with { Uid = null },
        ]);

        Assert.All(seen.Bytes, bytes => Assert.Equal(6, bytes.Length));
    }

    [Fact]
    public void Run_NothingNew_ExaminesNothing()
    {
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        analysis.Add(TestConnections.Batch(Enumerable.Range(0, 100).Select(i => TestConnections.Flow(i, "10.0.0.1", "10.0.0.2", i, ConnectionState.REJ))));
        var first = analysis.Run(AllowList.Empty, CancellationToken.None);
        var examined = analysis.RowsExamined;

        var second = analysis.Run(AllowList.Empty, CancellationToken.None);

        Assert.Equal(examined, analysis.RowsExamined);
        Assert.Equal(first.Select(finding => finding.Id), second.Select(finding => finding.Id));
    }

    /// <summary>Notes what it is given.</summary>
    private sealed class SeenRows : IDetector
    {
        public List<long[]> Bytes { get; } = [];

        public string Name => BehaviourNames.Flood;

        public SeriesKind Kind => SeriesKind.Host;

        public int FewestConnections => 1;

        public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
        {
            if (series.Host(series.Rows[0].Source).Text == "10.0.0.1")
            {
                var bytes = new long[series.Rows.Length];
                for (var i = 0; i < bytes.Length; i++)
                    bytes[i] = series.Rows[i].SourceBytes;
                Bytes.Add(bytes);
            }
            return Examination.Nothing;
        }
    }
}
