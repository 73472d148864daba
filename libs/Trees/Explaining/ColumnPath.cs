using System.Runtime.InteropServices;

namespace NetMl.Trees.Explaining;

/// <summary>What the way from a root to a node asks of each column, kept while a walk goes down and back. O(1) a step, whatever the depth.</summary>
/// <param name="features">Columns that may be asked.</param>
internal sealed class ColumnPath(int features)
{
    // Place of a column's condition plus one; 0 = not asked.
    private readonly int[] _places = new int[features];
    private readonly List<ColumnCondition> _conditions = [];
    // What each step replaced; a share of 0 = it was the column's first.
    private readonly List<ColumnCondition> _replaced = [];

    /// <summary>Each column once, in the order of the first questions. Valid until the next step.</summary>
    public ReadOnlySpan<ColumnCondition> Conditions => CollectionsMarshal.AsSpan(_conditions);

    /// <summary>One step down.</summary>
    /// <param name="passes">Whether the row goes this way.</param>
    /// <param name="share">Of the parent's training rows, those that go this way; above 0.</param>
    public void Add(int feature, bool passes, double share)
    {
        if (_places[feature] is > 0 and var place)
        {
            var former = _conditions[place - 1];
            _replaced.Add(former);
            _conditions[place - 1] = former with { Passes = former.Passes && passes, Share = former.Share * share };
            return;
        }
        _replaced.Add(new ColumnCondition(feature, true, 0));
        _conditions.Add(new ColumnCondition(feature, passes, share));
        _places[feature] = _conditions.Count;
    }

    /// <summary>Back up to a depth.</summary>
    public void Back(int depth)
    {
        for (; _replaced.Count > depth; _replaced.RemoveAt(_replaced.Count - 1))
        {
            var former = _replaced[^1];
            if (former.Share > 0)
            {
                _conditions[_places[former.Feature] - 1] = former;
                continue;
            }
            _conditions.RemoveAt(_conditions.Count - 1);
            _places[former.Feature] = 0;
        }
    }
}

/// <summary>All questions of a path to one column.</summary>
/// <param name="Passes">Whether the row goes the path's way at all nodes that ask the feature.</param>
/// <param name="Share">Of the training rows at these nodes, those that do; above 0.</param>
internal readonly record struct ColumnCondition(int Feature, bool Passes, double Share)
{
    /// <summary>The chance to pass when the column is known with the chance t.</summary>
    public double At(double t) => (Passes ? t : 0) + (1 - t) * Share;
}
