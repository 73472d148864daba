using NetMl.Federation.Robust;

namespace NetMl.Federation.Tests.Robust;

public sealed class WeightedMeanTests : RobustRuleContract
{
    private protected override string Name => "none";

    private protected override int Fewest => 1;

    [Fact]
    public void Aggregate_Weights_CountInProportion() =>
        Assert.Equal([2.5f], RobustRules.Create("none", 0, 0, 0).Aggregate([new float[] { 1 }, new float[] { 3 }], [0.25, 0.75]).Mean);

    [Fact]
    public void Aggregate_OneLiarOfHugeNorm_MovesItAway()
    {
        var updates = Honest(15);
        updates[3] = Enumerable.Repeat(1e6f, Length).ToArray();

        Assert.True(Aggregate(updates).Mean[0] > 1e4);
    }
}

public sealed class KrumTests : ResistantRuleContract
{
    private protected override string Name => "krum";

    private protected override int Fewest => 7;

    [Fact]
    public void Aggregate_FiveNumbersOneLiar_ChoosesTheSmallestScore()
    {
        // n − f − 2 = 2 nearest: scores 4.81, 2.02, 2.21, 5.41, 18 823.
        var result = RobustRules.Create("krum", 1, 0, 0).Aggregate(Numbers.Of(0, 0.9f, 2, 3, 100), [1, 1, 1, 1, 1]);

        Assert.Equal([0.9f], result.Mean);
        Assert.Equal([0, 2, 3, 4], result.LeftOut);
    }
}

public sealed class MultiKrumTests : ResistantRuleContract
{
    private protected override string Name => "multi-krum";

    private protected override int Fewest => 7;

    [Fact]
    public void Aggregate_FiveNumbersOneLiar_AveragesTheFourBest()
    {
        var result = RobustRules.Create("multi-krum", 1, 0, 0).Aggregate(Numbers.Of(0, 0.9f, 2, 3, 100), [1, 1, 1, 1, 1]);

        Assert.Equal(5.9 / 4, result.Mean[0], 1e-6);
        Assert.Equal([4], result.LeftOut);
    }
}

public sealed class BulyanTests : ResistantRuleContract
{
    private protected override string Name => "bulyan";

    private protected override int Fewest => 11;

    [Fact]
    public void Aggregate_SevenNumbersOneLiar_AveragesAroundTheMedianOfTheChosen()
    {
        var result = RobustRules.Create("bulyan", 1, 0, 0).Aggregate(Numbers.Of(0, 1, 2.1f, 3, 4.2f, 5, 100), [1, 1, 1, 1, 1, 1, 1]);

        // Krum chooses 0, 1, 2.1, 3 and 4.2; of these 2.1, 3 and 1 are closest to 2.1.
        Assert.Equal(6.1 / 3, result.Mean[0], 1e-6);
        Assert.Equal([5, 6], result.LeftOut);
    }

    [Fact]
    public void Aggregate_LieInOneCoordinateOfAnUpdateThatIsCloseOtherwise_IsCutThere()
    {
        var updates = Honest(15);
        var sly = updates[2].ToArray();
        sly[9] = 2.5f;
        updates[2] = sly;

        Assert.InRange(Aggregate(updates).Mean[9], 0.7f, 1.3f);
    }
}

public sealed class TrimmedMeanTests : ResistantRuleContract
{
    private protected override string Name => "trimmed-mean";

    private protected override int Fewest => 5;

    [Fact]
    public void Aggregate_FiveNumbersOneLiar_AveragesTheMiddleThree() =>
        Assert.Equal(5.9 / 3, RobustRules.Create("trimmed-mean", 1, 0, 0).Aggregate(Numbers.Of(0, 0.9f, 2, 3, 100), [1, 1, 1, 1, 1]).Mean[0], 1e-6);
}

public sealed class CoordinateMedianTests : ResistantRuleContract
{
    private protected override string Name => "median";

    private protected override int Fewest => 5;

    [Theory]
    [InlineData(2, 0f, 0.9f, 2f, 3f, 100f)]
    [InlineData(1.45, 100f, 0f, 0.9f, 2f)]
    public void Aggregate_Numbers_GivesTheMiddle(double median, params float[] numbers)
    {
        var weights = new double[numbers.Length];
        Array.Fill(weights, 1);

        Assert.Equal(median, RobustRules.Create("median", 1, 0, 0).Aggregate(Numbers.Of(numbers), weights).Mean[0], 1e-6);
    }
}

public sealed class NormBoundTests : ResistantRuleContract
{
    private protected override string Name => "norm-bound";

    private protected override int Fewest => 3;

    /// <summary>2 of 15 sites of norm 10 against 13 of norm √40: (2/15)·(1 + 10/√40) at worst.</summary>
    private protected override double MovesAtMost => 2 / 15.0 * (1 + 10 / Math.Sqrt(40)) + 0.05;

    [Fact]
    public void Aggregate_LongVector_IsCutToTheBound()
    {
        // (3, 4) becomes (0.6, 0.8); (0, 1) stays.
        var result = RobustRules.Create("norm-bound", 0, 1, 0).Aggregate([new float[] { 3, 4 }, new float[] { 0, 1 }], [0.5, 0.5]);

        AssertClose([0.3f, 0.9f], result.Mean, 1e-6);
    }
}

public sealed class FlTrustTests : ResistantRuleContract
{
    private protected override string Name => "fl-trust";

    private protected override int Fewest => 3;

    [Fact]
    public void Aggregate_ThreeDirections_CountByTheirCosine()
    {
        // (0, 5) is at a right angle; (3, 4) has cosine 0.6 and becomes (0.6, 0.8): ((1, 0) + 0.6·(0.6, 0.8)) / 1.6.
        var result = RobustRules.Create("fl-trust", 1, 0, 1).Aggregate([new float[] { 3, 4 }, new float[] { 1, 0 }, new float[] { 0, 5 }], [1, 1, 1]);

        AssertClose([0.85f, 0.3f], result.Mean, 1e-6);
        Assert.Equal([2], result.LeftOut);
    }

    [Fact]
    public void Aggregate_TrustedUpdateNotFinite_IsRefused() => Assert.Throws<RobustAggregationException>(() =>
        RobustRules.Create("fl-trust", 1, 0, 1).Aggregate([new float[] { 3 }, new float[] { float.NaN }, new float[] { 5 }], [1, 1, 1]));
}

public sealed class RobustRulesTests
{
    [Theory]
    [InlineData("kurm", 1, 1, 0, "'kurm' is not a robust rule: none, krum")]
    [InlineData("krum", -1, 1, 0, "below 0")]
    [InlineData("norm-bound", 1, 0, 0, "bound above 0")]
    [InlineData("fl-trust", 1, 1, -1, "trusted site")]
    public void Create_NumberOutOfRange_SaysSo(string name, int byzantine, double bound, int trusted, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => RobustRules.Create(name, byzantine, bound, trusted)).Message, StringComparison.Ordinal);
}

internal static class Numbers
{
    public static ReadOnlyMemory<float>[] Of(params float[] numbers) => [.. numbers.Select(number => (ReadOnlyMemory<float>)new[] { number })];
}
