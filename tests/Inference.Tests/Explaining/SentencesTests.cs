using NetMl.Contracts.Serving;
using NetMl.Inference.Explaining;

namespace NetMl.Inference.Tests.Explaining;

public sealed class SentencesTests
{
    [Theory]
    [InlineData(0.005, "mostly because of time (2 s)")]
    [InlineData(0.0049, "no single feature moves the score by 0.005")]
    [InlineData(-0.0049, "no single feature moves the score by 0.005")]
    [InlineData(-0.005, "as the training rows do on average, though time (2 s) speaks against it")]
    public void OfTrees_SmallShare_IsNamedFromTheLeastOn(double share, string because) =>
        Assert.Equal(
            $"a looks like high (60 %): {because}. Boosted trees see the host and the means of its flows, no edges around. Their log-odds of high against low are 0.4, on average over the training rows {(share > 0 ? "0.39" : "0.41")}.",
            Sentences.OfTrees("a", "high", 0.6, [Time(share)], new ExplanationScore(share > 0 ? 0.39 : 0.41, 0.4, "low"), areFlows: false));

    [Fact]
    public void OfTrees_LessThanTheAverage_NamesWhatSpeaksAgainstIt() =>
        Assert.StartsWith(
            "a looks like high (60 %): as the training rows do on average, though size (3 B) and time (2 s) speak against it.",
            Sentences.OfTrees("a", "high", 0.6, [Time(-1), new("flow", "bytes", "3 B", "size", -2), new("flow", "ratio", "1", "part", 0.2)], new ExplanationScore(3.2, 0.4, "low"), areFlows: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.0005, "mostly because of time (2 s)")]
    [InlineData(0.0004, "no single feature or flow decides it")]
    public void OfClass_SmallContribution_IsNamedFromTheLeastOn(double contribution, string because) =>
        Assert.StartsWith($"a looks like high (60 %): {because}.", Sentences.OfClass("a", "high", 0.6, [Time(contribution)], [], new ExplanationFidelity(0.6, 0.6, 0.6, 0.6), "flow"), StringComparison.Ordinal);

    private static FeatureReason Time(double contribution) => new("flow", "duration", "2 s", "time", contribution);
}
