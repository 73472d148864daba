using NetMl.Features;
using NetMl.Federation.Encoding;
using NetMl.Federation.Statistics;
using NetMl.Federation.Tests.Encoding;
using NetMl.Flows;
using NetMl.Gnn.Inputs;
using NetMl.Tests;

namespace NetMl.Federation.Tests.Statistics;

public sealed class SharedScalingRealFlowsTests
{
    private const double Range = 4;

    /// <summary>Three captures as three sites, one vector each under a secure sum's encoding: nothing is cut, and the scaling is that of the pooled flows.</summary>
    [SkippableFact]
    public async Task Create_ThreeRealSites_EqualsThePooledFitAndCutsNothing()
    {
        var sites = new List<(GraphSample Graph, int[] Labels)>();
        foreach (var host in (string[])["008", "010", "011"])
            sites.Add(await LoadAsync(RealData.Path($"stratosphere/{host}-windows-host.conn.log.labeled.gz")));
        var (encoding, classes) = (VectorEncoding.Fit(3, Range, 0), 2);
        var (nodeFeatures, flowFeatures) = (FlowGraph.NodeFeatureNames.Count, FlowGraph.FlowFeatureNames.Count);

        double[] MeanOf(Func<(GraphSample Graph, int[] Labels), double[]> vectorOf)
        {
            var sums = VectorEncodingTests.Sum(encoding, sites.Select(site =>
            {
                var vector = vectorOf(site);
                Assert.All(vector, value => Assert.InRange(value, -Range, Range));
                return vector.Append(1).Select(value => value * site.Labels.Length / 20_000).ToArray();
            }));
            return Array.ConvertAll(sums[..^1], sum => sum / sums[^1]);
        }
        var means = MeanOf(site => SharedScaling.Means(site.Graph, site.Labels, classes, Range));
        var spreads = MeanOf(site => SharedScaling.Spreads(site.Graph, site.Labels.Length, means, Range));
        var shared = SharedScaling.Create(means, spreads, nodeFeatures, flowFeatures, classes);

        AssertClose(Standardisation.Fit([.. sites.SelectMany(site => site.Graph.NodeFeatures.ToArray())], nodeFeatures), shared.Nodes);
        AssertClose(Standardisation.Fit([.. sites.SelectMany(site => site.Graph.FlowFeatures.ToArray())], flowFeatures), shared.Flows);
        Assert.Equal(sites.Sum(site => site.Labels.Count(label => label == 1)) / (double)sites.Sum(site => site.Labels.Length), shared.ClassShares[1], 1e-6);
    }

    /// <summary>Means within 1e-4, deviations within 1e-3 of themselves (those of indicators of one flow in 20,000 within 1 %).</summary>
    private static void AssertClose(Standardisation pooled, Standardisation shared)
    {
        for (var f = 0; f < pooled.Mean.Length; f++)
        {
            Assert.Equal(pooled.Mean[f], shared.Mean[f], 1e-4);
            Assert.Equal(pooled.Scale[f], shared.Scale[f], pooled.Scale[f] * (pooled.Scale[f] < 0.01 ? 1e-2 : 1e-3));
        }
    }

    private static async Task<(GraphSample Graph, int[] Labels)> LoadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var batches = new List<FlowBatch>();
        await foreach (var batch in FlowFileReader.ReadAsync(file, null))
            batches.Add(batch);
        var graph = FlowGraph.Build(batches, 256);
        var benign = graph.Classes.ToList().FindIndex(name => name.Contains("enign", StringComparison.Ordinal));
        return (
            new GraphSample(
                graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures),
            [.. graph.FlowLabel.ToArray().Select(label => label == benign ? 0 : 1)]);
    }
}
