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

    [Fact]
    public void ValidationTime_OfTheEarlierFlows_TakesTheLastShare() =>
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(8), JobPreparation.ValidationTime([.. Enumerable.Range(0, 20).Select(i => i * 100L)], DateTimeOffset.UnixEpoch.AddTicks(10), 0.2));

    [Fact]
    public void ValidationTime_NothingToChooseBy_IsNull() => Assert.Null(JobPreparation.ValidationTime([0, 100, 200], DateTimeOffset.UnixEpoch.AddTicks(2), 0));
}
