using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Features.PerFlow;
using NetMl.Gnn.Anomalies;
using NetMl.Inference.Explaining;

namespace NetMl.Inference.Tests.Explaining;

public sealed class FeatureWordsTests
{
    private static readonly OddFeature Long = new("duration", 150_000, 200, 5, 0, 1500);

    [Fact]
    public void OfOdd_KnownFeature_HasUnitsAndMeaning() =>
        Assert.Equal(new FeatureReason("flow", "duration", "2.5 min", "time from first to last packet; usually 0 ms to 1.5 s", 0), FeatureWords.OfOdd(Long, areFlows: true));

    [Fact]
    public void Sentence_ColumnOfAFeature_IsTheNumber() =>
        Assert.Equal("state=S0 1, usually 0", FeatureWords.Sentence(new OddFeature("state=S0", 1, 0, 5, 0, 0), areFlows: true));

    /// <summary>Half of the flows have a known duration, of 99 ms each: the mean logarithm of those.</summary>
    [Theory]
    [InlineData("duration", "99 ms", "time from first to last packet, typical of the flows that it answered", 1.5)]
    [InlineData("source_bytes", "unknown", "payload bytes from the source, typical of the flows that it answered", 0.0)]
    [InlineData("protocol", "udp 75 %", "IP protocol, mean of the flows that it answered", 3.0)]
    [InlineData("failed", "no", "1 when the target took no part, mean of the flows that it answered", 0.0)]
    public void OfMeanFlow_EachKind_IsTheMeanOfWhatIsKnown(string name, string value, string words, double contribution)
    {
        var means = Columns(("duration", (float)Math.Log(100) / 2), ("duration_missing", 0.5f), ("source_bytes_missing", 1), ("protocol=tcp", 0.25f), ("protocol=udp", 0.75f));
        var shares = Array.ConvertAll(Columns(("duration", 1), ("duration_missing", 0.5f), ("protocol=tcp", 1), ("protocol=udp", 2)), share => (double)share);

        var reasons = FeatureWords.OfMeanFlow("answered", means, FlowGraph.FlowFeatureNames, shares);

        Assert.Equal(new FeatureReason("answered", name, value, words, contribution), reasons.Single(reason => reason.Name == name));
    }

    [Fact]
    public void OfMeanFlow_NoFlows_SaysSo() =>
        Assert.All(FeatureWords.OfMeanFlow("opened", [], FlowGraph.FlowFeatureNames, new double[FlowGraph.FlowFeatureNames.Count]), reason => Assert.Equal("no flows", reason.Value));

    [Fact]
    public void OfAnomaly_NothingUnusual_SaysSo() =>
        Assert.Equal("a scores 2, below the threshold of 3, though no single feature is unusual.", Sentences.OfAnomaly("a", 2, 3, [], []));

    /// <summary>[all columns of flows], 0 where nothing is given; a column is named as in tensors, or as its feature.</summary>
    private static float[] Columns(params (string Column, float Value)[] given)
    {
        var columns = new float[FlowGraph.FlowFeatureNames.Count];
        foreach (var (column, value) in given)
            columns[FlowGraph.FlowFeatureNames.ToList().FindIndex(name => name == column || name == FlowFeatureTable.All.FirstOrDefault(feature => feature.About.Name == column)?.Columns[0])] = value;
        return columns;
    }
}
