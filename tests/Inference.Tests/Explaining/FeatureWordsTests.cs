using NetMl.Contracts.Serving;
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

    [Fact]
    public void OfAnomaly_NothingUnusual_SaysSo() =>
        Assert.Equal("a scores 2, below the threshold of 3, though no single feature is unusual.", Sentences.OfAnomaly("a", 2, 3, [], []));
}
