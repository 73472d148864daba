using NetMl.Flows;
using NetMl.Tests;

namespace NetMl.Features.Tests;

public class FlowGraphTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 100)]
    [InlineData(32, 4)]
    [InlineData(100, 1)]
    [InlineData(1000, 1)]
    public void Build_WindowSize_DecidesTheWindows(int windowFlows, int windows)
    {
        var graph = FlowGraph.Build([TestFlows.Batch(TestFlows.Random(1, 100))], windowFlows);

        Assert.Equal(windows, graph.Windows);
        Assert.Equal(windows - 1, graph.NodeWindow.Span[^1]);
    }

    [Fact]
    public void Build_AnyFlows_EndsLieInTheirWindowAndAreTheirHosts()
    {
        var flows = TestFlows.Random(2, 130);
        var graph = FlowGraph.Build([TestFlows.Batch(flows)], 40);

        for (var flow = 0; flow < graph.FlowCount; flow++)
        {
            var (source, target) = (graph.FlowSource.Span[flow], graph.FlowTarget.Span[flow]);
            Assert.Equal((flow / 40, flow / 40), (graph.NodeWindow.Span[source], graph.NodeWindow.Span[target]));
            var record = flows[graph.FlowRow.Span[flow]];
            Assert.Equal((record.Source, record.Destination), (graph.Hosts[graph.NodeHost.Span[source]], graph.Hosts[graph.NodeHost.Span[target]]));
            Assert.Equal(record.Label, graph.FlowLabel.Span[flow] < 0 ? null : graph.Classes[graph.FlowLabel.Span[flow]]);
            Assert.Equal(record.StartNanoseconds, graph.FlowStart.Span[flow]);
        }
        Assert.Equal(graph.NodeCount * FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures.Length);
        Assert.Equal(graph.FlowCount * FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Build_ShuffledBatches_GivesTheSameBits(int seed)
    {
        var flows = TestFlows.Random(seed, 400);

        var expected = FlowGraph.Build([TestFlows.Batch(flows)], 64);
        var shuffled = FlowGraph.Build(TestFlows.Shuffled(seed + 50, flows, 6), 64);

        Assert.Equal(expected.NodeFeatures.ToArray(), shuffled.NodeFeatures.ToArray());
        Assert.Equal(expected.FlowFeatures.ToArray(), shuffled.FlowFeatures.ToArray());
        Assert.Equal(expected.NodeHost.ToArray(), shuffled.NodeHost.ToArray());
        Assert.Equal(expected.FlowSource.ToArray(), shuffled.FlowSource.ToArray());
        Assert.Equal(expected.FlowTarget.ToArray(), shuffled.FlowTarget.ToArray());
        Assert.Equal(expected.FlowLabel.ToArray(), shuffled.FlowLabel.ToArray());
    }

    /// <summary>A window sees nothing of the others: learning on the past cannot look into the future through features.</summary>
    [Fact]
    public void Build_FirstWindow_IsTheSameWithoutTheRest()
    {
        var table = FlowTable.Build([TestFlows.Batch(TestFlows.Random(5, 200))]);
        var alone = FlowTable.Build([TestFlows.Batch(TestFlows.Random(5, 200).OrderBy(flow => flow.StartNanoseconds))], 0, table.Start[63]);
        var size = alone.Count;

        var whole = FlowGraph.Build(table, size);
        var first = FlowGraph.Build(alone, size);

        Assert.Equal(first.FlowFeatures.ToArray(), whole.FlowFeatures[..first.FlowFeatures.Length].ToArray());
        Assert.Equal(first.NodeFeatures.ToArray(), whole.NodeFeatures[..first.NodeFeatures.Length].ToArray());
    }

    [Fact]
    public void Build_NoFlows_IsEmpty()
    {
        var graph = FlowGraph.Build([], 256);

        Assert.Equal((0, 0, 0), (graph.Windows, graph.NodeCount, graph.FlowCount));
    }

    [Fact]
    public void Build_NegativeWindow_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => FlowGraph.Build([], -1));

    [SkippableFact]
    public async Task Build_RealCapture_HasFiniteFeaturesAndAllLabels()
    {
        await using var file = File.OpenRead(RealData.Path("stratosphere/008-windows-host.conn.log.labeled.gz"));
        var batches = new List<FlowBatch>();
        await foreach (var batch in FlowFileReader.ReadAsync(file, null))
            batches.Add(batch);

        var graph = FlowGraph.Build(batches, 256);

        Assert.Equal((5663, 23), (graph.FlowCount, graph.Windows));
        Assert.DoesNotContain(-1, graph.FlowLabel.ToArray());
        Assert.All(graph.FlowFeatures.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(graph.NodeFeatures.ToArray(), value => Assert.True(float.IsFinite(value)));
    }
}
