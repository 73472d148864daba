using NetMl.Gnn.Sampling;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.Sampling;

public sealed class BatchTests
{
    [Fact]
    public void BatchOrder_Epoch_DealsEveryItemOnceInAnotherOrder()
    {
        var order = new BatchOrder([.. Enumerable.Range(100, 25)], batchSize: 10, seed: 4);

        int[] Epoch(int epoch) => [.. Enumerable.Range(0, order.Batches).SelectMany(batch => order.Batch(epoch * order.Batches + batch).ToArray())];

        Assert.Equal(3, order.Batches);
        Assert.Equal(Enumerable.Range(100, 25), Epoch(0).Order());
        Assert.NotEqual(Epoch(0), Epoch(1));
        Assert.Equal(Epoch(1)[..10], new BatchOrder([.. Enumerable.Range(100, 25)], 10, 4).Batch(3).ToArray());
    }

    [Fact]
    public void BatchOrder_SizeAboveAll_DealsOneBatch()
    {
        var order = new BatchOrder([5, 6, 7], int.MaxValue, seed: 1);

        Assert.Equal(1, order.Batches);
        Assert.Equal(3, order.Batch(9).Length);
        Assert.Throws<ArgumentException>(() => new BatchOrder([], 4, seed: 1));
    }

    [Fact]
    public void ClusterBatches_NumbersWithGaps_MakeNoEmptyBatch()
    {
        var graph = Adjacency.Group(3, [0, 1], [1, 0], skipSelf: true);

        var batches = new ClusterBatches(graph, [int.MaxValue, -5, int.MaxValue], clustersPerBatch: 1, seed: 1);

        Assert.Equal(2, batches.Batches);
    }

    [Fact]
    public void ClusterBatches_Epoch_HasEveryNodeOnceAndTheEdgesInside()
    {
        // 0–1–2  3–4  5, with 2–3 between clusters; clusters {0,1,2} {3,4} {5}.
        var graph = Adjacency.Group(6, [0, 1, 1, 2, 3, 4, 2, 3], [1, 0, 2, 1, 4, 3, 3, 2], skipSelf: true);
        var batches = new ClusterBatches(graph, [0, 0, 0, 1, 1, 2], clustersPerBatch: 1, seed: 1);
        var seen = new List<int>();

        for (var step = 0; step < batches.Batches; step++)
        {
            batches.Take(step);
            var block = batches.Block;
            int[] nodes = batches.Nodes.ToArray();
            seen.AddRange(nodes);
            Assert.Equal(nodes.Length switch { 3 => 4, 2 => 2, _ => 0 }, block.Count);
            for (var row = 0; row < block.Rows; row++)
                foreach (var source in block.Sources[block.Offsets[row]..block.Offsets[row + 1]])
                    Assert.Equal(1, Math.Abs(nodes[row] - nodes[source]));
        }

        Assert.Equal(Enumerable.Range(0, 6), seen.Order());
    }

    [Fact]
    public void HistoricalEmbeddings_Pull_GivesWhatWasPushedLast()
    {
        var history = new HistoricalEmbeddings<float>(nodes: 4, width: 2);
        history.Push([1, 3], new Tensor<float>(2, 2, new float[] { 1, 2, 3, 4 }), step: 5);
        history.Push([3], new Tensor<float>(1, 2, new float[] { 5, 6 }), step: 8);
        var pulled = new Tensor<float>(3, 2);

        history.Pull([3, 0, 1], pulled);

        Assert.Equal([5, 6, 0, 0, 1, 2], pulled.Span.ToArray());
        Assert.Equal(3.5, history.Age([1, 3, 0], step: 10));
        Assert.Null(history.Age([0], step: 10));
    }
}
