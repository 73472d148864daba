using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests;

public sealed class BatchIdsTests
{
    private static readonly FlowBatch A = RandomFlows.Batch(new Random(11), 10);
    private static readonly FlowBatch B = RandomFlows.Batch(new Random(12), 10);

    [Fact]
    public void Encode_SameContent_GivesTheSameIds() => Assert.Equal(Ids("lab", null, A, B), Ids("lab", null, A, B));

    [Fact]
    public void Encode_SameChunkAfterAnother_GivesAnotherId()
    {
        var ids = Ids("lab", null, A, A);

        Assert.NotEqual(ids[0], ids[1]);
        Assert.NotEqual(Ids("lab", null, B, A)[1], ids[1]);
        Assert.NotEqual(Ids("other", null, A)[0], ids[0]);
    }

    [Fact]
    public void PlaceOf_BatchThatHasGrown_IsThatOfTheShorterOne()
    {
        var grown = new FlowBatchBuilder();
        foreach (var record in A.Records().Concat(B.Records()))
            grown.Add(record);

        var (before, after) = (Ids("lab", null, A, A), Ids("lab", null, A, grown.Build()));

        Assert.NotNull(BatchIds.PlaceOf(before[1]));
        Assert.Equal(BatchIds.PlaceOf(before[1]), BatchIds.PlaceOf(after[1]));
        Assert.NotEqual(before[1], after[1]);
        Assert.NotEqual(BatchIds.PlaceOf(before[0]), BatchIds.PlaceOf(before[1]));
        Assert.NotEqual(BatchIds.PlaceOf(before[0]), BatchIds.PlaceOf(Ids("lab", null, B)[0]));
        Assert.Null(BatchIds.PlaceOf(Ids("lab", "monday", A)[0]));
    }

    [Fact]
    public void Encode_WithKey_DependsOnKeyAndPlaceOnly()
    {
        Assert.Equal(Ids("lab", "monday", A, B), Ids("lab", "monday", B, A));
        Assert.NotEqual(Ids("lab", "monday", A), Ids("lab", "tuesday", A));
        Assert.Equal(2, Ids("lab", "monday", A, A).Distinct().Count());
    }

    private static List<string> Ids(string dataset, string? key, params FlowBatch[] batches)
    {
        var ids = new BatchIds(dataset, key);
        return [.. batches.Select(batch => FlowFrame.Decode(FlowFrame.Encode(ids, batch)).BatchId)];
    }
}
