using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Binning;
using NetMl.Trees.Nodes;

namespace NetMl.Trees.Growing;

/// <summary>Grows one tree after another on the same rows: the leaf that gains most is parted first.</summary>
/// <remarks>O(rows · columns) for each level at worst; memory is a histogram for each open leaf, 16 bytes a slot. Source: Ke et al. 2017 (LightGBM).</remarks>
/// <param name="rows">How many rows reach each node is put behind those that are there, in the order of the nodes.</param>
internal sealed class TreeGrower(BinnedRows data, BoostingSettings settings, WorkTeam team, List<int> rows)
{
    private readonly RowPartition _partition = new(data.Count);
    private readonly Stack<Vector128<long>[]> _unused = new();
    private readonly Split[] _splits = new Split[2 * data.Blocks.Length];
    private readonly PriorityQueue<OpenNode, (double, int)> _open = new();
    private readonly List<OpenNode> _leaves = [];

    /// <summary>Grows a tree and adds its answers to the scores of its rows.</summary>
    /// <param name="pairs">[rows] gradients and hessians in <paramref name="units"/>.</param>
    /// <param name="sums">Over all rows.</param>
    /// <param name="nodes">The tree's nodes are put behind those that are there.</param>
    /// <param name="gains">[features]; what each split gains is added.</param>
    /// <param name="scores">[rows].</param>
    public void Grow(
        ReadOnlySpan<Vector128<long>> pairs, FixedPoint units, Vector128<long> sums, List<TreeNode> nodes, Span<double> gains, Span<double> scores, CancellationToken cancellationToken)
    {
        var search = new SplitSearch(units, settings);
        _partition.Reset();
        Plant(search, pairs, sums, nodes);
        while (_open.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = _open.Dequeue();
            if (_open.Count + _leaves.Count + 1 >= settings.MaxLeaves)
            {
                _leaves.Add(node);
                Return(node.Histogram);
                continue;
            }
            gains[node.Split.Feature] += node.Split.Gain;
            Part(search, pairs, node, nodes);
        }
        foreach (var leaf in _leaves)
        {
            // Rounded as the finished tree answers, so that learning goes on from what is kept.
            var value = (float)(settings.LearningRate * search.Value(leaf.Sums));
            nodes[leaf.Index] = TreeNode.Leaf(value);
            foreach (var row in _partition.Rows(leaf.Start, leaf.Count))
                scores[row] += value;
        }
        _leaves.Clear();
    }

    private void Plant(SplitSearch search, ReadOnlySpan<Vector128<long>> pairs, Vector128<long> sums, List<TreeNode> nodes)
    {
        var histogram = Rent();
        var work = new NodeSearch(data, search, _partition.Rows(0, data.Count), pairs, histogram, sums, parent: null, default, _splits);
        team.Run(data.Blocks.Length, ref work);
        Open(new OpenNode(nodes.Count, 0, data.Count, sums, histogram, Best(0)));
        nodes.Add(default);
    }

    private void Part(SplitSearch search, ReadOnlySpan<Vector128<long>> pairs, OpenNode node, List<TreeNode> nodes)
    {
        var split = node.Split;
        var block = data.Blocks[split.Block];
        var thresholds = block.Features[split.Place].Bins.Thresholds;
        // Behind the last bin there is only what is missing.
        var threshold = split.Bin < thresholds.Length ? thresholds[split.Bin] : float.PositiveInfinity;
        nodes[node.Index] = new TreeNode(split.Feature, threshold, nodes.Count, split.IsMissingLeft ? 1 : 0);
        var lefts = _partition.Part(node.Start, node.Count, block, split, team);
        var left = new OpenNode(nodes.Count, node.Start, lefts, split.Left, null, Split.None);
        var right = new OpenNode(nodes.Count + 1, node.Start + lefts, node.Count - lefts, node.Sums - split.Left, null, Split.None);
        nodes.Add(default);
        nodes.Add(default);

        var isLeftSmaller = left.Count <= right.Count;
        var (smaller, larger) = isLeftSmaller ? (left, right) : (right, left);
        var isFull = _open.Count + _leaves.Count + 2 >= settings.MaxLeaves;
        if (!isFull && (search.CanSplit(smaller.Sums) || search.CanSplit(larger.Sums)))
        {
            var histogram = Rent();
            var work = new NodeSearch(data, search, _partition.Rows(smaller.Start, smaller.Count), pairs, histogram, smaller.Sums, node.Histogram, larger.Sums, _splits);
            team.Run(data.Blocks.Length, ref work);
            smaller = smaller with { Histogram = histogram, Split = Best(0) };
            larger = larger with { Histogram = node.Histogram, Split = Best(1) };
        }
        else
        {
            Return(node.Histogram);
        }
        Open(isLeftSmaller ? smaller : larger);
        Open(isLeftSmaller ? larger : smaller);
    }

    // In the order of the nodes: the root, then left and right children.
    private void Open(OpenNode node)
    {
        rows.Add(node.Count);
        if (node.Split.Gain > 0)
        {
            _open.Enqueue(node, (-node.Split.Gain, node.Index));
            return;
        }
        _leaves.Add(node);
        Return(node.Histogram);
    }

    private Split Best(int sibling)
    {
        var best = Split.None;
        for (var block = 0; block < data.Blocks.Length; block++)
            best = Split.Better(best, _splits[2 * block + sibling]);
        return best;
    }

    private Vector128<long>[] Rent() => _unused.TryPop(out var histogram) ? histogram : new Vector128<long>[data.Slots];

    private void Return(Vector128<long>[]? histogram)
    {
        if (histogram is not null)
            _unused.Push(histogram);
    }
}
