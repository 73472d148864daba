using MathNet.Numerics.Integration;
using NetMl.Trees.Nodes;

namespace NetMl.Trees.Explaining;

/// <summary>Exact Shapley values of the columns in a sum of trees, where a column that is left out sends a row to both children, in the shares of the training rows there.</summary>
/// <remarks>
/// These are the values of path-dependent TreeSHAP (Lundberg et al. 2020, "From local explanations to global understanding with explainable AI for trees", algorithm 2), with training rows
/// as cover. Computed otherwise: a leaf is reached with the chance Π o_j over the columns that are known and Π z_j over the others, o_j = 1 when the row passes all of the
/// leaf's questions to column j and else 0, z_j = the share of training rows that does. So column i gets answer · (o_i − z_i) · ∫₀¹ Π_{j≠i} (t o_j + (1 − t) z_j) dt
/// (the multilinear extension, Owen 1972), a polynomial that Gauss–Legendre points add up exactly. All its terms are positive: nothing cancels, however deep the tree.
/// O(nodes + leaves · columns²) time with the columns that the way to a leaf asks, O(features + depth) memory.
/// </remarks>
internal sealed class TreeShapley(FlatTrees trees, int[] rows)
{
    private readonly Dictionary<int, GaussLegendreRule> _rules = [];
    private readonly ColumnPath _path = new(trees.Features);
    private readonly Stack<Step> _steps = [];

    /// <summary>Over the trees of one output: the mean of the training rows, and what each column adds to it.</summary>
    /// <param name="row">[features].</param>
    public (double Mean, double[] Shares) Of(ReadOnlySpan<float> row, int output, CancellationToken cancellationToken)
    {
        var (mean, shares) = (0.0, new double[trees.Features]);
        for (var tree = 0; tree < trees.Trees; tree++)
            if (trees.Outputs[tree] == output)
                mean += Walk(trees.Roots[tree], row, shares, cancellationToken);
        return (mean, shares);
    }

    // Depth first: the path to a leaf is that to the one before, from where they part.
    private double Walk(int root, ReadOnlySpan<float> row, Span<double> shares, CancellationToken cancellationToken)
    {
        var mean = 0.0;
        _steps.Push(new Step(root, root, 0));
        while (_steps.TryPop(out var step))
        {
            if (step.Index != root)
            {
                var parent = trees.Nodes[step.Parent];
                _path.Back(step.Depth - 1);
                _path.Add(parent.Feature, parent.GoesLeft(row[parent.Feature]) == (step.Index == parent.Left), (double)rows[step.Index] / rows[step.Parent]);
            }
            if (trees.Nodes[step.Index] is { Feature: >= 0, Left: var left })
            {
                _steps.Push(new Step(left + 1, step.Index, step.Depth + 1));
                _steps.Push(new Step(left, step.Index, step.Depth + 1));
                continue;
            }
            cancellationToken.ThrowIfCancellationRequested();
            var answer = trees.Nodes[step.Index].Value;
            mean += answer * ((double)rows[step.Index] / rows[root]);
            Share(answer, shares);
        }
        _path.Back(0);
        return mean;
    }

    private void Share(double answer, Span<double> shares)
    {
        var conditions = _path.Conditions;
        if (conditions.IsEmpty)
            return;
        // n points are exact up to the power 2n − 1; the product has one factor fewer than there are conditions.
        var points = (conditions.Length + 1) / 2;
        if (!_rules.TryGetValue(points, out var rule))
            _rules.Add(points, rule = new GaussLegendreRule(0, 1, points));
        for (var point = 0; point < points; point++)
        {
            var (t, product) = (rule.Abscissas[point], answer * rule.Weights[point]);
            foreach (var condition in conditions)
                product *= condition.At(t);
            foreach (var condition in conditions)
                shares[condition.Feature] += ((condition.Passes ? 1 : 0) - condition.Share) * (product / condition.At(t));
        }
    }

    /// <param name="Depth">Questions on the way to it.</param>
    private readonly record struct Step(int Index, int Parent, int Depth);
}
