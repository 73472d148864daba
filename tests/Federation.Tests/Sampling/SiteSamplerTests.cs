using System.Globalization;
using NetMl.Federation.Sampling;

namespace NetMl.Federation.Tests.Sampling;

/// <summary>What every sampler keeps to.</summary>
public abstract class SiteSamplerContract
{
    private protected abstract string Name { get; }

    private protected ISiteSampler Sampler => SiteSamplers.Create(Name);

    [Fact]
    public void Choose_Any_GivesDistinctPresentSitesUnderItsName()
    {
        var present = Sites(50);

        var chosen = Sampler.Choose(present, 0.5, new Random(1));

        Assert.Equal(Name, Sampler.Name);
        Assert.Equal(chosen.Count, chosen.Distinct().Count());
        Assert.Subset(present.Select(candidate => candidate.Site).ToHashSet(), chosen.ToHashSet());
    }

    [Fact]
    public void Choose_WholeFraction_GivesEverybody() => Assert.Equal(50, Sampler.Choose(Sites(50), 1, new Random(1)).Count);

    [Fact]
    public void Choose_NobodyPresent_GivesNobody() => Assert.Empty(Sampler.Choose([], 0.5, new Random(1)));

    private protected static Candidate[] Sites(int count) => [.. Enumerable.Range(0, count).Select(i => new Candidate(i.ToString(CultureInfo.InvariantCulture), 0, 0))];
}

public sealed class AllSitesTests : SiteSamplerContract
{
    private protected override string Name => "all";
}

public sealed class UniformShareTests : SiteSamplerContract
{
    private protected override string Name => "uniform";

    [Theory]
    [InlineData(30, 0.1, 3)]
    [InlineData(30, 0.11, 4)]
    [InlineData(5, 0.01, 1)]
    public void Choose_Fraction_GivesThatManyRoundedUp(int present, double fraction, int count) =>
        Assert.Equal(count, Sampler.Choose(Sites(present), fraction, new Random(1)).Count);

    [Fact]
    public void Choose_ManyRounds_TakesEachSiteEquallyOften()
    {
        var random = new Random(3);
        var counts = Enumerable.Range(0, 4000).SelectMany(_ => Sampler.Choose(Sites(10), 0.3, random)).CountBy(site => site).ToArray();

        // 4000 · 0.3 ± six deviations of √(4000 · 0.3 · 0.7) = 29.
        Assert.Equal(10, counts.Length);
        Assert.All(counts, count => Assert.InRange(count.Value, 1200 - 174, 1200 + 174));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Choose_FractionOutOfRange_IsRefused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sampler.Choose(Sites(3), fraction, new Random(1)));
}

public sealed class PoissonCoinsTests : SiteSamplerContract
{
    private protected override string Name => "poisson";

    [Fact]
    public void Choose_ManyRounds_HasTheMeanAndVarianceOfCoins()
    {
        var random = new Random(3);
        double[] sizes = [.. Enumerable.Range(0, 4000).Select(_ => (double)Sampler.Choose(Sites(20), 0.25, random).Count)];

        // Binomial(20, 0.25): mean 5, variance 3.75; a fixed size would have variance 0.
        Assert.Equal(5, sizes.Average(), 0.2);
        Assert.Equal(3.75, sizes.Average(size => Math.Pow(size - 5, 2)), 0.5);
    }
}

public sealed class MostAvailableTests : SiteSamplerContract
{
    private protected override string Name => "availability";

    [Fact]
    public void Choose_Records_TakesThoseThatWereAwayLeastOften()
    {
        // Shares with one success and one failure added: 1/12, 5/12, 1/2 and 10/12.
        Candidate[] present = [new("often away", 1, 9), new("steady", 10, 0), new("new", 0, 0), new("middling", 6, 4)];

        Assert.Equal(["steady", "middling"], Sampler.Choose(present, 0.5, new Random(1)));
    }

    [Fact]
    public void Choose_Ties_FallByChance()
    {
        var random = new Random(2);

        Assert.Equal(4, Enumerable.Range(0, 60).Select(_ => Sampler.Choose(Sites(4), 0.25, random)[0]).Distinct().Count());
    }
}
