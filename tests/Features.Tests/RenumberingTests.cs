namespace NetMl.Features.Tests;

public class RenumberingTests
{
    // Few values are counted, many are sorted: both number alike.
    [Theory]
    [InlineData(12)]
    [InlineData(100_000)]
    public void Dense_AnyNumberOfValues_NumbersTheUsedInOrder(int values)
    {
        int[] first = [7, 3, 7, 0], second = [3, 11, 3, 7];

        var used = Renumbering.Dense(values, first, second);

        Assert.Equal([0, 3, 7, 11], used);
        Assert.Equal([2, 1, 2, 0], first);
        Assert.Equal([1, 3, 1, 2], second);
    }

    [Fact]
    public void Dense_NoRows_UsesNone() => Assert.Empty(Renumbering.Dense(5, [], []));
}
