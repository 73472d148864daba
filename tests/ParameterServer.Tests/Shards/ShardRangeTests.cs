using NetMl.ParameterServer.Shards;

namespace NetMl.ParameterServer.Tests.Shards;

public sealed class ShardRangeTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(2, 5)]
    [InlineData(0, 1)]
    [InlineData(1_000_003, 64)]
    public void Split_AnySizes_CoversOnceAndEvenly(int parameters, int shards)
    {
        var ranges = ShardRange.Split(parameters, shards);

        var next = 0;
        foreach (var range in ranges)
        {
            Assert.Equal(next, range.Offset);
            next += range.Length;
        }
        Assert.Equal(parameters, next);
        Assert.True(ranges.Max(range => range.Length) - ranges.Min(range => range.Length) <= 1);
    }

    [Fact]
    public void Refuse_ModelTooLargeForAShard_SaysHowManyAreNeeded()
    {
        Assert.Null(ShardCapacity.Refuse(190_000, 1, 2));
        var refusal = ShardCapacity.Refuse(1_000_000, 2, 2);
        Assert.NotNull(refusal);
        Assert.Contains("at least 6 shards", refusal, StringComparison.Ordinal);
        Assert.Null(ShardCapacity.Refuse(1_000_000, 6, 2));
    }

    [Fact]
    public void Refuse_ManyParts_CountsWaitingGradients() => Assert.NotNull(ShardCapacity.Refuse(190_000, 1, 64));
}
