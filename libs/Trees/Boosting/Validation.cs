using System.Runtime.InteropServices;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Nodes;

namespace NetMl.Trees.Boosting;

/// <summary>Rows that are not learnt from, whose loss says when to stop.</summary>
internal sealed class Validation
{
    private readonly LearntRows _rows;
    private readonly ClassScores _scores;
    private readonly float[] _values;
    private readonly int _features;

    public Validation(LearntRows rows, ReadOnlySpan<double> baseline, ReadOnlySpan<float> values, int features)
    {
        (_rows, _features) = (rows, features);
        _scores = new ClassScores(rows.Rows.Length, baseline);
        _values = new float[rows.Rows.Length * features];
        for (var i = 0; i < rows.Rows.Length; i++)
            values.Slice(rows.Rows[i] * features, features).CopyTo(_values.AsSpan(i * features));
    }

    /// <summary>Adds the answers of a tree that was just grown.</summary>
    public void Add(int output, List<TreeNode> nodes, int root)
    {
        var all = CollectionsMarshal.AsSpan(nodes);
        var scores = _scores.Of(output);
        for (var row = 0; row < scores.Length; row++)
            scores[row] += FlatTrees.Answer(all, root, _values.AsSpan(row * _features, _features));
    }

    public double Loss(WorkTeam team)
    {
        _scores.Refresh(team);
        return _scores.Loss(_rows.Labels, _rows.Weights);
    }
}
