using NetMl.Graphs.Communities;

namespace NetMl.Graphs.Tests.Communities;

/// <summary>The examples of scikit-learn's documentation, and what holds of every division.</summary>
public class AgreementTests
{
    [Theory]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 0, 1, 1 }, 1, 1)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 7, 7, -3, -3 }, 1, 1)]
    [InlineData(new[] { 0, 0, 0, 0 }, new[] { 0, 1, 2, 3 }, 0, 0)]
    [InlineData(new[] { 0, 0, 1, 1 }, new[] { 0, 1, 0, 1 }, 0, -0.5)]
    [InlineData(new[] { 0, 0, 1, 2 }, new[] { 0, 0, 1, 1 }, 0.8, 0.57142857)]
    [InlineData(new[] { 5, 5, 5 }, new[] { 1, 1, 1 }, 1, 1)]
    [InlineData(new[] { 0, 1, 2 }, new[] { 2, 0, 1 }, 1, 1)]
    [InlineData(new int[0], new int[0], 1, 1)]
    public void Compute_KnownExample_IsThatNumber(int[] first, int[] second, double nmi, double ari)
    {
        Assert.Equal(nmi, NormalisedMutualInformation.Compute(first, second), 1e-8);
        Assert.Equal(ari, AdjustedRandIndex.Compute(first, second), 1e-8);
    }

    [Fact]
    public void Compute_DifferentLengths_Throws()
    {
        Assert.Throws<ArgumentException>(() => NormalisedMutualInformation.Compute([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => AdjustedRandIndex.Compute([1], [1, 2]));
    }
}
