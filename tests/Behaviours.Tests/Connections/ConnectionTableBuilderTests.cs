using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.Tests.Connections;

public sealed class ConnectionTableBuilderTests
{
    private static readonly FlowRecord Open = TestConnections.Flow(5, "10.0.0.1", "10.0.0.2", state: ConnectionState.S0, bytes: 0) with { Uid = "C1" };
    private static readonly FlowRecord Closed = TestConnections.Flow(5, "10.0.0.1", "10.0.0.2", bytes: 5000) with { Uid = "C1" };

    [Fact]
    public void Build_OpenFlowReportedAgain_KeepsTheReportThatKnowsMost()
    {
        var builder = new ConnectionTableBuilder();
        builder.Add(TestConnections.Batch([Closed]));
        builder.Add(TestConnections.Batch([Open, Closed with { SourceBytes = 40 }]));

        var row = Assert.Single(builder.Build().Rows.ToArray());

        Assert.Equal((5000, false), (row.SourceBytes, row.Failed));
    }

    [Fact]
    public void Build_FlowsOfTheirOwn_AllStay()
    {
        var table = TestConnections.Table(
            Open, Open with { Uid = "C2" }, Open with { StartNanoseconds = Open.StartNanoseconds + 1 }, Open with { DestinationPort = 81 },
            Open with { Uid = null }, Open with { Uid = null });

        Assert.Equal(6, table.Rows.Length);
    }
}
