using NetMl.Features.Exploration;
using NetMl.Flows;

namespace NetMl.Features.Tests.Exploration;

/// <summary>Random flows, counted again row by row from the records.</summary>
public class TrafficTests
{
    private static readonly FlowRecord[] Flows = TestFlows.Random(5, 400);
    private static readonly HostGraph Graph = HostGraph.Build([TestFlows.Batch(Flows)]);

    [Fact]
    public void Peers_OfEveryHost_CountItsFlows()
    {
        for (var node = 0; node < Graph.Hosts.Length; node++)
        {
            var address = Graph.Address(node);
            var peers = HostPeer.Of(Graph, node).ToDictionary(peer => Graph.Address(peer.Node));
            var expected = Flows.Where(flow => flow.Source == address).Select(flow => flow.Destination)
                .Concat(Flows.Where(flow => flow.Destination == address).Select(flow => flow.Source)).Distinct();

            Assert.Equal(expected.Order(), peers.Keys.Order());
            foreach (var (name, peer) in peers)
            {
                var (to, from) = (Between(address, name), Between(name, address));
                Assert.Equal((to.Length, from.Length), (peer.FlowsOut, peer.FlowsIn));
                Assert.Equal(to.Sum(flow => Math.Max(0, flow.SourceBytes)) + from.Sum(flow => Math.Max(0, flow.DestinationBytes)), peer.BytesOut);
                Assert.Equal((to.Concat(from).Min(flow => flow.StartNanoseconds), to.Concat(from).Max(flow => flow.StartNanoseconds)), (peer.First, peer.Last));
            }
        }
    }

    [Fact]
    public void TimeLine_OfAHost_CountsItsFlowsInEachBin()
    {
        const long width = 10 * TestFlows.Second;
        var own = Flows.Where(flow => flow.Source == Graph.Address(0) || flow.Destination == Graph.Address(0)).ToList();

        var bins = TimeLine.OfHost(Graph, 0, width);

        Assert.Equal(own.Select(flow => flow.StartNanoseconds / width * width).Distinct().Order(), bins.Select(bin => bin.Start));
        Assert.Equal(own.Count(flow => flow.Source == Graph.Address(0)), bins.Sum(bin => bin.FlowsOut));
        Assert.Equal(own.Count(flow => flow.Destination == Graph.Address(0)), bins.Sum(bin => bin.FlowsIn));
    }

    [Fact]
    public void TimeLine_Before1970_RoundsDown()
    {
        var graph = HostGraph.Build([TestFlows.Batch(TestFlows.Flow(-1, "10.0.0.1", "10.0.0.2"), TestFlows.Flow(1, "10.0.0.1", "10.0.0.2"))]);

        Assert.Equal([-60 * TestFlows.Second, 0], TimeLine.OfAll(graph, 60 * TestFlows.Second).Select(bin => bin.Start));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 10)]
    [InlineData(86_400, 900)]
    [InlineData(1e9, 604_800)]
    public void WidthFor_Span_GivesAHundredBinsAtMost(double seconds, long expected)
    {
        var graph = HostGraph.Build([TestFlows.Batch(TestFlows.Flow(0, "10.0.0.1", "10.0.0.2"), TestFlows.Flow(seconds, "10.0.0.1", "10.0.0.2"))]);

        Assert.Equal(expected * TestFlows.Second, TimeLine.WidthFor(graph));
    }

    [Fact]
    public void EdgeTimes_OfEveryEdge_AreTheEnds()
    {
        var times = EdgeTimes.Of(Graph);

        for (var node = 0; node < Graph.Hosts.Length; node++)
        {
            for (var edge = (int)Graph.Directed.Offsets[node]; edge < Graph.Directed.Offsets[node + 1]; edge++)
            {
                var starts = Between(Graph.Address(node), Graph.Address(Graph.Directed.Targets[edge])).Select(flow => flow.StartNanoseconds);
                Assert.Equal((starts.Min(), starts.Max()), (times.First.Span[edge], times.Last.Span[edge]));
            }
        }
    }

    [Fact]
    public void Statistics_OfAll_CountByName()
    {
        var statistics = FlowStatistics.Of(Graph);

        Assert.Equal(Flows.Sum(flow => Math.Max(0, flow.DestinationBytes)), statistics.BytesReceived);
        Assert.Equal(
            Flows.Where(flow => flow.Label is not null).GroupBy(flow => flow.Label).OrderByDescending(group => group.Count()).Select(group => (group.Key, (long)group.Count())),
            statistics.Labels.Select(pair => (pair.Key, pair.Value)).Select(pair => ((string?)pair.Key, pair.Value)));
        Assert.Equal(400, statistics.Protocols.Values.Sum());
        Assert.Equal(400, statistics.Hours.Sum(hour => hour.FlowsOut));
    }

    [Fact]
    public void ServiceTimes_OfAll_AddUpToTheCounts()
    {
        var (statistics, bins) = (FlowStatistics.Of(Graph), ServiceTimes.Of(Graph, 60 * TestFlows.Second));

        Assert.Equal(TimeLine.OfAll(Graph, 60 * TestFlows.Second).Select(bin => (bin.Start, bin.FlowsOut)), bins.Select(bin => (bin.Start, bin.Flows.Values.Sum() + bin.Others + bin.None)));
        Assert.All(
            statistics.Services.Where(pair => pair.Key.Length > 0).Take(ServiceTimes.MostServices),
            pair => Assert.Equal(pair.Value, bins.Sum(bin => bin.Flows.GetValueOrDefault(pair.Key))));
    }

    [Fact]
    public void ServiceTimes_TwelveServices_SumsTheRarest()
    {
        var flows = Enumerable.Range(1, 12).SelectMany(service => Enumerable.Repeat(TestFlows.Flow(service, "10.0.0.1", "10.0.0.2") with { Service = $"s{service}" }, service)).ToArray();

        var bins = ServiceTimes.Of(HostGraph.Build([TestFlows.Batch([.. flows, TestFlows.Flow(20, "10.0.0.1", "10.0.0.2") with { Service = "" }])]), 60 * TestFlows.Second);

        var bin = Assert.Single(bins);
        Assert.Equal(["s12", "s11", "s10", "s9", "s8", "s7", "s6", "s5", "s4", "s3"], bin.Flows.Keys);
        Assert.Equal((3, 1), (bin.Others, bin.None));
    }

    private static FlowRecord[] Between(string source, string target) => [.. Flows.Where(flow => flow.Source == source && flow.Destination == target)];
}
