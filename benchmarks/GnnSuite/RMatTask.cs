using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Graphs.Generators;
using NetMl.Tensors;

namespace NetMl.Benchmarks.GnnSuite;

/// <summary>A generated graph with a few hubs, as networks have them, random features and random classes: for speed, not for accuracy.</summary>
internal static class RMatTask
{
    public const int Features = 128;
    public const int Classes = 16;
    private const int EdgeFactor = 31;

    /// <param name="nodes">The first so many of the next power of two.</param>
    /// <param name="edges">Rows among them, as they come: hubs hear the same node more than once.</param>
    public static NodeTask Draw(int nodes, int edges)
    {
        var rows = RMat.Draw(System.Numerics.BitOperations.Log2((uint)nodes - 1) + 1, EdgeFactor, seed: 1);
        var (source, target) = (new int[edges], new int[edges]);
        var kept = 0;
        for (var row = 0; row < rows.Sources.Length && kept < edges; row++)
            if (rows.Sources.Span[row] < nodes && rows.Targets.Span[row] < nodes)
                (source[kept], target[kept++]) = (rows.Sources.Span[row], rows.Targets.Span[row]);
        if (kept < edges)
            throw new BenchmarkFailure($"The generator gave {kept} edges of {edges}.");
        var random = new Random(1);
        var x = new Tensor<float>(nodes, Features);
        foreach (ref var value in x.Span)
            value = random.NextSingle() - 0.5f;
        int[] labels = [.. Enumerable.Range(0, nodes).Select(_ => random.Next(Classes))];
        return new NodeTask(
            NodeGraph<float>.Create(Adjacency.Group(nodes, target, source, skipSelf: true), x),
            [.. Enumerable.Range(0, Classes).Select(name => $"{name}")], labels, [.. Enumerable.Range(0, nodes)], [], []);
    }
}
