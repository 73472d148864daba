namespace NetMl.Federation.Tests;

public sealed class SkeletonTests
{
    [Fact]
    public void Layout_WeightIsLast() => Assert.Equal(new Encoding.ContributionLayout(5, 2, true).Length - 1, new Encoding.ContributionLayout(5, 2, true).WeightAt);
}
