using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Tests.SecureAggregation;

public sealed class NeighbourRingTests
{
    [Theory]
    [InlineData(10, 3, new[] { 0, 1, 9 })]
    [InlineData(10, 4, new[] { 0, 1, 2, 8, 9 })]
    [InlineData(10, 5, new[] { 0, 1, 2, 8, 9 })]
    [InlineData(6, 6, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData(6, 5, new[] { 0, 1, 2, 4, 5 })]
    [InlineData(7, 7, new[] { 0, 1, 2, 3, 4, 5, 6 })]
    [InlineData(3, 3, new[] { 0, 1, 2 })]
    public void Of_FirstSite_IsItselfAndAsManyOnBothSides(int sites, int neighbours, int[] expected) =>
        Assert.Equal(expected, new NeighbourRing(sites, neighbours).Of(0));

    [Fact]
    public void Of_AllSmallRings_IsMutualAndOfOneSize()
    {
        for (var sites = 3; sites <= 20; sites++)
        {
            for (var neighbours = 3; neighbours <= sites; neighbours++)
            {
                var ring = new NeighbourRing(sites, neighbours);
                var of = Enumerable.Range(0, sites).Select(site => ring.Of(site).ToHashSet()).ToList();
                for (var site = 0; site < sites; site++)
                {
                    Assert.Equal(ring.Size, of[site].Count);
                    Assert.True(of[site].Count >= neighbours && of[site].Count <= neighbours + 1);
                    Assert.Contains(site, of[site]);
                    Assert.Equal(Enumerable.Range(0, sites).Where(other => ring.AreNeighbours(site, other)), ring.Of(site));
                    Assert.All(of[site], other => Assert.Contains(site, of[other]));
                }
            }
        }
    }

    [Fact]
    public void IsConnected_GapAsWideAsTheReach_Separates()
    {
        var ring = new NeighbourRing(10, 5);

        Assert.True(ring.IsConnected([0, 1, 3, 5, 7, 8]));
        Assert.True(ring.IsConnected([0, 1, 2, 5, 6, 7, 9]));
        // 2, 3 and 7, 8, 9 are missing: no step of two bridges 1 → 4, nor 6 → 0.
        Assert.False(ring.IsConnected([0, 1, 4, 5, 6]));
        Assert.False(ring.IsConnected([]));
    }
}
