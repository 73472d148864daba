namespace NetMl.Features.Tests;

public class HostGraphTests
{
    [Fact]
    public void Build_RepeatedCalls_AreOneEdgeWithTheirSums()
    {
        var graph = HostGraph.Build([TestFlows.Batch(
            TestFlows.Flow(0, "10.0.0.1", "10.0.0.2") with { SourceBytes = 10, DestinationBytes = 5 },
            TestFlows.Flow(1, "10.0.0.1", "10.0.0.2") with { SourceBytes = 1 },
            TestFlows.Flow(2, "10.0.0.2", "10.0.0.1"))]);

        Assert.Equal(2, graph.Directed.EdgeCount);
        Assert.Equal([2.0, 1], graph.Directed.Weights.ToArray());
        Assert.Equal([16L, 0], graph.EdgeBytes.ToArray());
        Assert.Equal(2, graph.Undirected.EdgeCount);
    }

    [Fact]
    public void Build_PartOfATable_HasOnlyItsHosts()
    {
        var table = FlowTable.Build([TestFlows.Batch(
            TestFlows.Flow(0, "10.0.0.1", "10.0.0.2"), TestFlows.Flow(1, "10.0.0.4", "10.0.0.3"), TestFlows.Flow(2, "10.0.0.5", "10.0.0.6"))]);

        var graph = HostGraph.Build(table, 1, 2);

        Assert.Equal(["10.0.0.3", "10.0.0.4"], Enumerable.Range(0, graph.Hosts.Length).Select(graph.Address));
        Assert.Equal((1, 0), (graph.Source[0], graph.Target[0]));
    }
}
