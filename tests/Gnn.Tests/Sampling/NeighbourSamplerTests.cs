using NetMl.Gnn.Sampling;
using NetMl.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Sampling;

public sealed class NeighbourSamplerTests
{
    private const int Nodes = 400;

    [Fact]
    public void Sample_Batch_TakesDistinctNeighboursUpToTheFanout()
    {
        var graph = Random();
        var sampler = new NeighbourSampler(graph, [5, 3], seed: 1);

        sampler.Sample([7, 3, 250], step: 0);

        var nodes = sampler.Nodes.Span;
        Assert.Equal([7, 3, 250], nodes[..3].ToArray());
        Assert.Equal(nodes.Length, nodes.ToArray().Distinct().Count());
        Assert.Equal((3, sampler.Block(0).Rows), (sampler.Block(1).Rows, sampler.Block(1).Columns));
        Assert.Equal(nodes.Length, sampler.Block(0).Columns);
        for (var layer = 0; layer < 2; layer++)
        {
            var block = sampler.Block(layer);
            for (var row = 0; row < block.Rows; row++)
            {
                var all = Heard(graph, nodes[row]);
                int[] drawn = [.. Heard(block, row).Select(local => sampler.Nodes.Span[local])];
                Assert.Equal(Math.Min(all.Length, layer == 0 ? 5 : 3), drawn.Length);
                Assert.Equal(drawn.Length, drawn.Distinct().Count());
                Assert.Subset(all.ToHashSet(), drawn.ToHashSet());
            }
        }
    }

    [Fact]
    public void Sample_ManySteps_DrawsEachNeighbourEquallyOften()
    {
        // Node 0 hears 1 to 10; 4 are drawn: each with chance 0.4.
        var star = Adjacency.Group(11, [.. Enumerable.Repeat(0, 10)], [.. Enumerable.Range(1, 10)], skipSelf: false);
        var sampler = new NeighbourSampler(star, [4], seed: 9);
        var counts = new int[11];

        for (var step = 0; step < 10_000; step++)
        {
            sampler.Sample([0], step);
            foreach (var node in sampler.Nodes.Span[1..])
                counts[node]++;
        }

        // Six standard deviations of a binomial.
        Assert.All(counts[1..], count => Assert.InRange(count, 4000 - 6 * 49, 4000 + 6 * 49));
    }

    [Fact]
    public void Sample_OtherBatchOrThreads_DrawsTheSameForANode()
    {
        var graph = Random();
        using var team = new WorkTeam(3);
        var alone = new NeighbourSampler(graph, [4], seed: 3);
        var many = new NeighbourSampler(graph, [4], seed: 3, team);
        alone.Sample([11], step: 5);

        many.Sample([.. Enumerable.Range(0, Nodes)], step: 5);

        Assert.Equal(Names(alone, 0, 0), Names(many, 0, 11));
    }

    [Fact]
    public void Sample_GlobalInput_NamesSourcesAsTheGraphDoes()
    {
        var graph = Random();
        var local = new NeighbourSampler(graph, [5, 3], seed: 1);
        var global = new NeighbourSampler(graph, [5, 3], seed: 1, isInputGlobal: true);
        local.Sample([4, 9], 2);

        global.Sample([4, 9], 2);

        Assert.Equal(Nodes, global.Block(0).Columns);
        Assert.Equal(local.Block(0).Rows, global.Nodes.Length);
        for (var row = 0; row < local.Block(0).Rows; row++)
            Assert.Equal(Names(local, 0, row), Heard(global.Block(0), row));
    }

    [Fact]
    public void Sample_Warm_AllocatesNothing()
    {
        var sampler = new NeighbourSampler(Random(), [5, 5], seed: 1);
        int[] seeds = [.. Enumerable.Range(0, 64)];
        for (var step = 0; step < 50; step++)
            sampler.Sample(seeds, step);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 50; step++)
            sampler.Sample(seeds, step);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Sample_BesideDropoutOfTheSameSeed_IsIndependentOfIt()
    {
        // Which of 200 neighbours is drawn must say nothing about which values the step drops.
        var star = Adjacency.Group(201, [.. Enumerable.Repeat(0, 200)], [.. Enumerable.Range(1, 200)], skipSelf: false);
        var sampler = new NeighbourSampler(star, [1], seed: 7);
        var tape = new NetMl.Tensors.Autograd.Tape<float>();
        var ones = new Tensor<float>(1, 64);
        ones.Span.Fill(1);
        var agreements = new int[64];
        for (var step = 0; step < 2000; step++)
        {
            sampler.Sample([0], step);
            tape.Reset(NetMl.Tensors.Autograd.Pass.Training(7, step));
            var dropped = NetMl.Tensors.Autograd.Operations.DroppingOut.Dropout(tape, tape.Constant(ones), 0.5).Value;
            for (var i = 0; i < 64; i++)
                agreements[i] += sampler.Nodes.Span[1] > 100 == dropped.Span[i] > 0 ? 1 : 0;
        }

        // Six standard deviations of a fair coin.
        Assert.All(agreements, count => Assert.InRange(count, 1000 - 135, 1000 + 135));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, Nodes)]
    [InlineData(-1, 2)]
    public void Sample_SeedTwiceOrUnknown_Throws(int first, int second) =>
        Assert.Throws<ArgumentException>(() => new NeighbourSampler(Random(), [2], seed: 1).Sample([first, second], 0));

    private static Adjacency Random()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 4000).Select(_ => (random.Next(Nodes), random.Next(Nodes))).Distinct().ToArray();
        return Adjacency.Group(Nodes, [.. rows.Select(row => row.Item1)], [.. rows.Select(row => row.Item2)], skipSelf: true);
    }

    private static int[] Names(NeighbourSampler sampler, int layer, int row) => [.. Heard(sampler.Block(layer), row).Select(local => sampler.Nodes.Span[local])];

    private static int[] Heard(Adjacency adjacency, int row) => adjacency.Sources[adjacency.Offsets[row]..adjacency.Offsets[row + 1]].ToArray();
}
