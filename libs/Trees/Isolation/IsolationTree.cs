using NetMl.Trees.Nodes;

namespace NetMl.Trees.Isolation;

/// <summary>Grows one tree that parts its rows at random until each is alone, or the tree as deep as a random one would be on average.</summary>
/// <param name="values">[n, features].</param>
/// <param name="rows">[sample] rows of the tree; reordered.</param>
/// <param name="columns">[features] each feature once; reordered.</param>
internal readonly ref struct IsolationTree(ReadOnlySpan<float> values, Span<int> rows, Span<int> columns, SeededDraws draws, List<TreeNode> nodes)
{
    private const double EulerGamma = 0.5772156649015329;

    private readonly ReadOnlySpan<float> _values = values;
    private readonly Span<int> _rows = rows;
    private readonly Span<int> _columns = columns;

    /// <summary>c(n), the mean depth of a failed search in a random binary tree of n rows: 2 (ln(n − 1) + γ) − 2 (n − 1) / n, 1 for two rows, 0 for one.</summary>
    public static double MeanDepth(int rows) => rows switch
    {
        <= 1 => 0,
        2 => 1,
        _ => 2 * (Math.Log(rows - 1.0) + EulerGamma) - 2 * (rows - 1.0) / rows,
    };

    /// <summary>Puts the tree's nodes behind those that are there; a leaf holds the depth at which its rows would be alone.</summary>
    public void Grow()
    {
        var deepest = (int)Math.Ceiling(Math.Log2(_rows.Length));
        var open = new Stack<(int Node, int Start, int Count, int Depth)>();
        open.Push((nodes.Count, 0, _rows.Length, 0));
        nodes.Add(default);
        while (open.TryPop(out var at))
        {
            var own = _rows.Slice(at.Start, at.Count);
            if (at.Depth == deepest || !TryCut(own, out var feature, out var threshold))
            {
                nodes[at.Node] = TreeNode.Leaf((float)(at.Depth + MeanDepth(at.Count)));
                continue;
            }
            var (lefts, isMissingLeft) = Part(own, feature, threshold);
            nodes[at.Node] = new TreeNode(feature, threshold, nodes.Count, isMissingLeft ? 1 : 0);
            open.Push((nodes.Count + 1, at.Start + lefts, at.Count - lefts, at.Depth + 1));
            open.Push((nodes.Count, at.Start, lefts, at.Depth + 1));
            nodes.Add(default);
            nodes.Add(default);
        }
    }

    // A feature at random among those in which the rows differ, and a place at random between its least and its largest value.
    private bool TryCut(ReadOnlySpan<int> own, out int feature, out float threshold)
    {
        for (var left = _columns.Length; own.Length > 1 && left > 0; left--)
        {
            var pick = draws.Below(left);
            feature = _columns[pick];
            (_columns[pick], _columns[left - 1]) = (_columns[left - 1], feature);
            var (least, largest) = Range(own, feature);
            if (!(least < largest))
                continue;
            threshold = (float)(least + draws.Share() * ((double)largest - least));
            // Both sides get a row, whatever rounding and infinities do.
            if (!(threshold >= least && threshold < largest))
                threshold = least;
            return true;
        }
        (feature, threshold) = (0, 0);
        return false;
    }

    private (float Least, float Largest) Range(ReadOnlySpan<int> own, int feature)
    {
        var (least, largest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var row in own)
        {
            var value = _values[row * _columns.Length + feature];
            if (value < least)
                least = value;
            if (value > largest)
                largest = value;
        }
        return (least, largest);
    }

    private (int Lefts, bool IsMissingLeft) Part(Span<int> own, int feature, float threshold)
    {
        var (lefts, rights) = (0, 0);
        foreach (var row in own)
        {
            var value = _values[row * _columns.Length + feature];
            lefts += value <= threshold ? 1 : 0;
            rights += value > threshold ? 1 : 0;
        }
        var isMissingLeft = lefts > rights;
        var next = 0;
        for (var i = 0; i < own.Length; i++)
        {
            var value = _values[own[i] * _columns.Length + feature];
            if (value <= threshold || (isMissingLeft && float.IsNaN(value)))
            {
                (own[i], own[next]) = (own[next], own[i]);
                next++;
            }
        }
        return (next, isMissingLeft);
    }
}
