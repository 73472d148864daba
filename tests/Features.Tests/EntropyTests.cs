namespace NetMl.Features.Tests;

public class EntropyTests
{
    [Fact]
    public void OfValues_EvenAndUneven_MatchesHandWork()
    {
        var counts = new int[10];

        Assert.Equal(2, Entropy.OfValues([4, 1, 3, 2], counts), 1e-12);
        Assert.Equal(1.5, Entropy.OfValues([9, 9, 5, 7], counts), 1e-12);
        Assert.Equal(0, Entropy.OfValues([6, 6, 6], counts));
        Assert.Equal(0, Entropy.OfValues([], counts));
        Assert.All(counts, count => Assert.Equal(0, count));
    }

    [Fact]
    public void OfCounts_SameAsValues_GivesTheSame()
    {
        Assert.Equal(Entropy.OfValues([1, 1, 1, 2, 3, 3], new int[4]), Entropy.OfCounts([0, 3, 1, 0, 2]), 1e-12);
        Assert.Equal(0, Entropy.OfCounts([]));
    }
}
