using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Preparation;

public sealed class SplitTimeTests
{
    [Fact]
    public void SplitTime_DistinctStarts_TakesTheShare() =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(7), JobPreparation.SplitTime([.. Enumerable.Range(0, 10).Select(i => i * 100L)], 0.7));

    [Fact]
    public void SplitTime_ManyAtTheFirstInstant_TakesTheNextOne() =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(9), JobPreparation.SplitTime([500, 500, 500, 510, 900], 0.5));

    [Fact]
    public void SplitTime_OneInstantOnly_IsRefused() =>
        Assert.Contains("same instant", Assert.Throws<UnusableInputException>(() => JobPreparation.SplitTime([500, 501, 502], 0.5)).Message, StringComparison.Ordinal);
}
