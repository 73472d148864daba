using NetMl.Flows;

namespace NetMl.Features.Tests;

public class FlowTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Build_ShuffledBatches_GivesTheSameColumns(int seed)
    {
        var flows = TestFlows.Random(seed, 500);
        var expected = FlowTable.Build([TestFlows.Batch(flows)]);

        var table = FlowTable.Build(TestFlows.Shuffled(seed + 100, flows, 7));

        Assert.Equal(RowsOf(expected), RowsOf(table));
        Assert.Equal(expected.Hosts, table.Hosts);
    }

    [Fact]
    public void Build_AnyFlows_AreInTimeOrderAndKeepTheirPlace()
    {
        var flows = TestFlows.Random(4, 200);
        var table = FlowTable.Build([TestFlows.Batch(flows[..120]), TestFlows.Batch(flows[120..])]);

        Assert.Equal(flows.Select(flow => flow.StartNanoseconds).Order(), table.Start.ToArray());
        Assert.Equal(Enumerable.Range(0, 200), table.Row.ToArray().Order());
        for (var i = 0; i < table.Count; i++)
        {
            var flow = flows[table.Row[i]];
            Assert.Equal(flow.StartNanoseconds, table.Start[i]);
            Assert.Equal(flow.Source, table.Hosts[table.Source[i]].ToString());
            Assert.Equal(flow.Label, table.Label[i] < 0 ? null : table.Labels[table.Label[i]]);
            Assert.Equal(flow.Service, table.Service[i] < 0 ? null : table.Services[table.Service[i]]);
        }
    }

    [Fact]
    public void Build_TimeRange_LeavesNoTraceOfOtherFlows()
    {
        var flows = TestFlows.Random(5, 300);
        var (from, to) = (20 * TestFlows.Second, 40 * TestFlows.Second);

        var cut = FlowTable.Build([TestFlows.Batch(flows)], from, to);

        var expected = FlowTable.Build([TestFlows.Batch(flows.Where(flow => flow.StartNanoseconds >= from && flow.StartNanoseconds < to))]);
        Assert.Equal(RowsOf(expected), RowsOf(cut));
        Assert.Equal(expected.Hosts, cut.Hosts);
        Assert.Equal(expected.Labels, cut.Labels);
    }

    [Fact]
    public void Build_NoBatches_IsEmpty() => Assert.Equal(0, FlowTable.Build([]).Count);

    [Theory]
    [InlineData(-1, -1, -1)]
    [InlineData(5, -1, 5)]
    [InlineData(-1, 7, 7)]
    [InlineData(5, 7, 12)]
    public void Bytes_UnknownSides_CountZeroUnlessBothAreUnknown(long source, long destination, long sum)
    {
        var table = FlowTable.Build([TestFlows.Batch(TestFlows.Flow(0, "10.0.0.1", "10.0.0.2") with { SourceBytes = source, DestinationBytes = destination })]);

        Assert.Equal(sum, table.Bytes(0));
    }

    private static IEnumerable<object> RowsOf(FlowTable table) => Enumerable.Range(0, table.Count).Select(i => (object)(
        (table.Start[i], table.Duration[i], table.Source[i], table.Target[i], table.SourcePort[i], table.TargetPort[i], table.Protocol[i]),
        (table.State[i], table.SourceBytes[i], table.TargetBytes[i], table.SourcePackets[i], table.TargetPackets[i], table.Service[i], table.Label[i])));
}
