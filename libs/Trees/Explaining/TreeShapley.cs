using MathNet.Numerics.Integration;
using NetMl.Trees.Nodes;

namespace NetMl.Trees.Explaining;

/// <summary>Exact Shapley values of the columns in a sum of trees, where a column that is left out sends a row to both children, in the shares of the training rows there.</summary>
/// <remarks>
/// These are the values of path-dependent TreeSHAP (Lundberg et al. 2020, "From local explanations to global understanding with explainable AI for trees", algorithm 2), with training rows
/// as cover. Computed otherwise: a leaf is reached with the chance Π o_j over the columns that are known and Π z_j over the others, o_j = 1 when the row passes all of the
/// leaf's questions to column j and else 0, z_j = the share of training rows that does. So column i gets answer · (o_i − z_i) · ∫₀¹ Π_{j≠i} (t o_j + (1 − t) z_j) dt
/// (the multilinear extension, Owen 1972), a polynomial that Gauss–Legendre points add up exactly. All its terms are positive: nothing cancels, however deep the tree.
/// O(leaves · depth²) time, O(nodes) memory.
/// </remarks>
internal sealed class TreeShapley
{
    private readonly FlatTrees _trees;
    private readonly int[] _rows;
    private readonly int[] _parents;
    private readonly int[] _places;
    private readonly Dictionary<int, GaussLegendreRule> _rules = [];
    private readonly List<Condition> _path = [];

    /// <param name="rows">[nodes] training rows that reach each node, at least 1.</param>
    public TreeShapley(FlatTrees trees, int[] rows)
    {
        (_trees, _rows, _parents, _places) = (trees, rows, new int[rows.Length], new int[trees.Features]);
        Array.Fill(_places, -1);
        for (var index = 0; index < rows.Length; index++)
            if (trees.Nodes[index] is { Feature: >= 0, Left: var left })
                _parents[left] = _parents[left + 1] = index;
    }

    /// <summary>Over the trees of one output: the mean of the training rows, and what each column adds to it.</summary>
    /// <param name="row">[features].</param>
    public (double Mean, double[] Shares) Of(ReadOnlySpan<float> row, int output, CancellationToken cancellationToken)
    {
        var (mean, shares) = (0.0, new double[_trees.Features]);
        for (var tree = 0; tree < _trees.Trees; tree++)
        {
            if (_trees.Outputs[tree] != output)
                continue;
            var root = _trees.Roots[tree];
            var end = tree + 1 < _trees.Trees ? _trees.Roots[tree + 1] : _rows.Length;
            for (var index = root; index < end; index++)
            {
                if (_trees.Nodes[index] is not { Feature: TreeNode.LeafFeature, Value: var answer })
                    continue;
                cancellationToken.ThrowIfCancellationRequested();
                mean += answer * ((double)_rows[index] / _rows[root]);
                Climb(index, root, row);
                Share(answer, shares);
            }
        }
        return (mean, shares);
    }

    /// <summary>The columns that the way to a leaf asks, each once.</summary>
    private void Climb(int leaf, int root, ReadOnlySpan<float> row)
    {
        foreach (var condition in _path)
            _places[condition.Feature] = -1;
        _path.Clear();
        for (var index = leaf; index != root; index = _parents[index])
        {
            var parent = _trees.Nodes[_parents[index]];
            var passes = parent.GoesLeft(row[parent.Feature]) == (index == parent.Left);
            var share = (double)_rows[index] / _rows[_parents[index]];
            if (_places[parent.Feature] is >= 0 and var place)
            {
                var former = _path[place];
                _path[place] = former with { Passes = former.Passes && passes, Share = former.Share * share };
                continue;
            }
            _places[parent.Feature] = _path.Count;
            _path.Add(new Condition(parent.Feature, passes, share));
        }
    }

    private void Share(double answer, Span<double> shares)
    {
        if (_path.Count == 0)
            return;
        // n points are exact up to the power 2n − 1; the product has one factor fewer than there are conditions.
        var points = (_path.Count + 1) / 2;
        if (!_rules.TryGetValue(points, out var rule))
            _rules.Add(points, rule = new GaussLegendreRule(0, 1, points));
        for (var point = 0; point < points; point++)
        {
            var (t, product) = (rule.Abscissas[point], answer * rule.Weights[point]);
            foreach (var condition in _path)
                product *= condition.At(t);
            foreach (var condition in _path)
                shares[condition.Feature] += ((condition.Passes ? 1 : 0) - condition.Share) * (product / condition.At(t));
        }
    }

    /// <param name="Passes">Whether the row goes the leaf's way at all nodes that ask the feature.</param>
    /// <param name="Share">Of the training rows at these nodes, those that do; above 0.</param>
    private readonly record struct Condition(int Feature, bool Passes, double Share)
    {
        /// <summary>The chance to pass when the column is known with the chance t.</summary>
        public double At(double t) => (Passes ? t : 0) + (1 - t) * Share;
    }
}
