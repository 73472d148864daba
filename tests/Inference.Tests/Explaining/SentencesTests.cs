using NetMl.Contracts.Serving;
using NetMl.Inference.Explaining;

namespace NetMl.Inference.Tests.Explaining;

public sealed class SentencesTests
{
    [Theory]
    [InlineData(0.005, "mostly because of time (2 s)")]
    [InlineData(0.0049, "no single feature moves the score by 0.005")]
    [InlineData(-0.0049, "no single feature moves the score by 0.005")]
    [InlineData(-0.005, "no single feature decides it")]
    public void OfTrees_SmallShare_IsNamedFromTheLeastOn(double share, string because) =>
        Assert.Equal(
            $"a looks like high (60 %): {because}. Boosted trees see the host and the means of its flows, no edges around. Their score for high is 0.4; the mean training row has 0.4.",
            Sentences.OfTrees("a", "high", 0.6, [Time(share)], new ExplanationScore(0.399, 0.4), areFlows: false));

    [Theory]
    [InlineData(0.0005, "mostly because of time (2 s)")]
    [InlineData(0.0004, "no single feature or flow decides it")]
    public void OfClass_SmallContribution_IsNamedFromTheLeastOn(double contribution, string because) =>
        Assert.StartsWith($"a looks like high (60 %): {because}.", Sentences.OfClass("a", "high", 0.6, [Time(contribution)], [], new ExplanationFidelity(0.6, 0.6, 0.6, 0.6), "flow"), StringComparison.Ordinal);

    private static FeatureReason Time(double contribution) => new("flow", "duration", "2 s", "time", contribution);
}
