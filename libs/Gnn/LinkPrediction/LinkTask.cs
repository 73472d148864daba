using NetMl.Gnn.Inputs;
using NetMl.Tensors;
using NetMl.Tensors.RandomNumbers;

namespace NetMl.Gnn.LinkPrediction;

/// <summary>A graph some of whose links are hidden, to be foretold from the others.</summary>
/// <param name="Graph">The links that are known.</param>
/// <param name="Known">They again, each once: what is learnt from.</param>
/// <param name="Validation">Hidden links by which the best epoch is chosen.</param>
/// <param name="ValidationUnlinked">As many pairs that are not linked.</param>
/// <param name="Test">Hidden links that nothing is learnt from or chosen by.</param>
/// <param name="TestUnlinked">As many pairs that are not linked.</param>
public sealed record LinkTask(NodeGraph<float> Graph, NodePairs Known, NodePairs Validation, NodePairs ValidationUnlinked, NodePairs Test, NodePairs TestUnlinked)
{
    // No training step has it.
    private const long SplitStep = long.MaxValue;

    /// <summary>Hides links of an undirected graph at random.</summary>
    /// <param name="nodes">n.</param>
    /// <param name="links">Each link once, its ends different.</param>
    /// <param name="create">Makes the graph of the known links, with its features.</param>
    /// <param name="validationShare">Share of the links, in [0, 1).</param>
    /// <param name="testShare">Share of the links, in [0, 1).</param>
    public static LinkTask Hide(int nodes, NodePairs links, Func<Adjacency, NodeGraph<float>> create, double validationShare, double testShare, int seed)
    {
        if (!(validationShare >= 0 && testShare >= 0 && validationShare + testShare < 1))
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "Some links must stay known: the shares must add up to less than 1.");
        var keys = new uint[links.Count];
        Philox.Fill(new RandomStream((uint)seed, ulong.MaxValue, 0), 0, keys);
        int[] order = [.. Enumerable.Range(0, links.Count)];
        Array.Sort(keys, order);
        var (validation, test) = ((int)(links.Count * validationShare), (int)(links.Count * testShare));
        var known = Pick(links, order.AsSpan(validation + test));
        var all = NodeGraph<float>.Join(nodes, links.First, links.Second, isDirected: false);
        var unlinked = new NodePairs(new int[validation + test], new int[validation + test]);
        UnlinkedPairs.Draw(all, seed, SplitStep, unlinked.First, unlinked.Second);
        return new LinkTask(
            create(NodeGraph<float>.Join(nodes, known.First, known.Second, isDirected: false)), known,
            Pick(links, order.AsSpan(0, validation)), new NodePairs(unlinked.First[..validation], unlinked.Second[..validation]),
            Pick(links, order.AsSpan(validation, test)), new NodePairs(unlinked.First[validation..], unlinked.Second[validation..]));
    }

    private static NodePairs Pick(NodePairs pairs, ReadOnlySpan<int> order)
    {
        var picked = new NodePairs(new int[order.Length], new int[order.Length]);
        for (var i = 0; i < order.Length; i++)
            (picked.First[i], picked.Second[i]) = (pairs.First[order[i]], pairs.Second[order[i]]);
        return picked;
    }
}
