using NetMl.Federation.Encoding;
using NetMl.Federation.Statistics;
using NetMl.Federation.Tests.Encoding;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;

namespace NetMl.Federation.Tests.Statistics;

public sealed class SharedScalingTests
{
    private const double Range = 4;
    private const int NodeFeatures = 3;
    private const int FlowFeatures = 5;
    private const int Classes = 3;

    [Fact]
    public void Create_ThreeSitesOfDifferentSize_EqualsTheFitOfPooledRows()
    {
        Site[] sites = [Site.Make(1, 40, 300), Site.Make(2, 90, 2000), Site.Make(3, 7, 25)];

        var shared = Agree(sites, VectorEncoding.Fit(3, Range, 0), maximumItems: 2000);

        var nodes = Standardisation.Fit([.. sites.SelectMany(site => site.Graph.NodeFeatures.ToArray())], NodeFeatures);
        var flows = Standardisation.Fit([.. sites.SelectMany(site => site.Graph.FlowFeatures.ToArray())], FlowFeatures);
        AssertClose(nodes, shared.Nodes);
        AssertClose(flows, shared.Flows);
        var weights = ClassWeights.InverseSquareRoot([.. sites.SelectMany(site => site.Labels)], Classes);
        for (var c = 0; c < Classes; c++)
            Assert.Equal(weights[c], shared.ClassWeights()[c], 1e-5);
    }

    [Fact]
    public void Create_FeatureThatNeverVaries_HasScaleOne()
    {
        Site[] sites = [Site.Make(1, 40, 300), Site.Make(2, 90, 900)];

        var shared = Agree(sites, VectorEncoding.Fit(2, Range, 0), maximumItems: 20_000);

        Assert.Equal(1, shared.Flows.Scale[3]);
        Assert.Equal(7.1, shared.Flows.Mean[3], 1e-4);
        Assert.Equal((0, 1), (shared.Flows.Mean[4], shared.Flows.Scale[4]));
    }

    [Fact]
    public void Means_LargestLogsAndShares_StayWithinRange()
    {
        var row = new float[] { 44, 1, 0 };
        var graph = new GraphSample(2, 3, (float[])[.. row, .. row], new[] { 0 }, new[] { 1 }, 3, row);

        var means = SharedScaling.Means(graph, [0], 1, Range);

        Assert.All(means, value => Assert.InRange(value, 0, Range));
    }

    [Fact]
    public void Means_NotFinite_Refuses()
    {
        var graph = new GraphSample(1, 1, new[] { float.NaN }, new[] { 0 }, new[] { 0 }, 1, new[] { 1f });

        Assert.Throws<InvalidDataException>(() => SharedScaling.Means(graph, [0], 1, Range));
    }

    [Fact]
    public void Decode_Encoded_GivesTheSame()
    {
        var scaling = new SharedScaling(new([1, 2], [3, 4]), new([5], [6]), [0.25f, 0.75f]);

        var decoded = SharedScaling.Decode(scaling.Encode());

        Assert.Equal(scaling.Nodes.Mean.ToArray(), decoded.Nodes.Mean.ToArray());
        Assert.Equal(scaling.Nodes.Scale.ToArray(), decoded.Nodes.Scale.ToArray());
        Assert.Equal((5, 6), (decoded.Flows.Mean[0], decoded.Flows.Scale[0]));
        Assert.Equal(scaling.ClassShares, decoded.ClassShares);
    }

    [Fact]
    public void Decode_TornOrNotFinite_Refuses()
    {
        var bytes = new SharedScaling(new([1, 2], [3, 4]), new([5], [6]), [0.25f, 0.75f]).Encode();

        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => SharedScaling.Decode(bytes.AsMemory(0, length)));
        BitConverter.TryWriteBytes(bytes.AsSpan(20), float.NaN);
        Assert.Throws<InvalidDataException>(() => SharedScaling.Decode(bytes));
    }

    [Fact]
    public void WithoutData_LogNames_AreScaledDown()
    {
        var scaling = SharedScaling.WithoutData(["log1p(degree)", "share"], ["failed"], 4);

        Assert.Equal([5f, 0f], scaling.Nodes.Mean.ToArray());
        Assert.Equal([5f, 1f], scaling.Nodes.Scale.ToArray());
        Assert.All(scaling.ClassWeights(), weight => Assert.Equal(1, weight, 1e-6));
    }

    private static SharedScaling Agree(Site[] sites, VectorEncoding encoding, int maximumItems)
    {
        double[] MeanOf(Func<Site, double[]> vectorOf)
        {
            var sums = VectorEncodingTests.Sum(encoding, sites.Select(site =>
            {
                var weight = Math.Min(1, site.Labels.Count(label => label >= 0) / (double)maximumItems);
                return vectorOf(site).Append(1).Select(value => value * weight).ToArray();
            }));
            return Array.ConvertAll(sums[..^1], sum => sum / sums[^1]);
        }
        var means = MeanOf(site => SharedScaling.Means(site.Graph, site.Labels, Classes, Range));
        var spreads = MeanOf(site => SharedScaling.Spreads(site.Graph, site.Labels.Count(label => label >= 0), means, Range));
        return SharedScaling.Create(means, spreads, NodeFeatures, FlowFeatures, Classes);
    }

    /// <summary>30-bit levels: steps of 4/2^29, mean numbers up to 256 and spreads up to 4096 in a range of 4, weights from 0.0125: errors of 4e-5 and 4e-4 at most.</summary>
    private static void AssertClose(Standardisation pooled, Standardisation shared)
    {
        for (var f = 0; f < pooled.Mean.Length; f++)
        {
            Assert.Equal(pooled.Mean[f], shared.Mean[f], 4e-5);
            Assert.Equal(pooled.Scale[f], shared.Scale[f], 1e-3 * pooled.Scale[f]);
        }
    }

    private sealed record Site(GraphSample Graph, int[] Labels)
    {
        /// <summary>Log amounts, shares, rare indicators, a constant and an empty feature; a fifth of the flows without label.</summary>
        public static Site Make(int seed, int nodes, int flows)
        {
            var random = new Random(seed);
            float Log() => (float)(seed + 20 * random.NextDouble());
            var nodeFeatures = Enumerable.Range(0, nodes).SelectMany(_ => new[] { Log(), (float)random.NextDouble(), (float)(random.NextDouble() - 0.5) }).ToArray();
            var flowFeatures = Enumerable.Range(0, flows).SelectMany(_ => new[] { 2 * Log(), (float)random.NextDouble(), random.Next(200) == 0 ? 1f : 0f, 7.1f, 0f }).ToArray();
            int[] Ends() => [.. Enumerable.Range(0, flows).Select(_ => random.Next(nodes))];
            int[] labels = [.. Enumerable.Range(0, flows).Select(i => i % 5 == 0 ? -1 : random.Next(30) == 0 ? 2 : random.Next(2))];
            return new Site(new GraphSample(nodes, NodeFeatures, nodeFeatures, Ends(), Ends(), FlowFeatures, flowFeatures), labels);
        }
    }
}
