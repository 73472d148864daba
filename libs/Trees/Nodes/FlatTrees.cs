using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetMl.Trees.Nodes;

/// <summary>Trees in one array, whose answers are added up per output.</summary>
internal sealed class FlatTrees
{
    // Rows that walk one tree after another: their values and the tree stay in the cache.
    private const int BlockRows = 64;

    private readonly TreeNode[] _nodes;
    private readonly int[] _roots;
    private readonly int[] _outputs;

    /// <param name="nodes">All trees' nodes, one tree after another.</param>
    /// <param name="roots">First node of each tree.</param>
    /// <param name="outputs">Which sum each tree's answer goes to.</param>
    /// <exception cref="InvalidDataException">A walk could leave its tree, its row or its sums, or never end.</exception>
    public FlatTrees(TreeNode[] nodes, int[] roots, int[] outputs, int features, int outputCount)
    {
        TreeChecks.Check(nodes, roots, outputs, features, outputCount);
        (_nodes, _roots, _outputs, Features, OutputCount) = (nodes, roots, outputs, features, outputCount);
    }

    public int Features { get; }

    public int OutputCount { get; }

    public int Trees => _roots.Length;

    public ReadOnlySpan<TreeNode> Nodes => _nodes;

    public ReadOnlySpan<int> Roots => _roots;

    public ReadOnlySpan<int> Outputs => _outputs;

    /// <summary>Adds each tree's answer to its output.</summary>
    /// <param name="values">[n, features]; NaN = missing.</param>
    /// <param name="sums">[n, outputs].</param>
    /// <remarks>O(n · trees · depth); trees are added in their order, so the bits do not depend on how rows are cut.</remarks>
    public void AddTo(ReadOnlySpan<float> values, Span<double> sums)
    {
        var rows = RowsOf(values, Features);
        if (sums.Length != rows * OutputCount)
            throw new ArgumentException($"{sums.Length} sums for {rows} rows with {OutputCount} outputs.", nameof(sums));
        for (var start = 0; start < rows; start += BlockRows)
        {
            var end = Math.Min(rows, start + BlockRows);
            for (var tree = 0; tree < _roots.Length; tree++)
                for (var row = start; row < end; row++)
                    sums[row * OutputCount + _outputs[tree]] += Answer(_nodes, _roots[tree], values.Slice(row * Features, Features));
        }
    }

    /// <summary>Rows of a flat array.</summary>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    public static int RowsOf(ReadOnlySpan<float> values, int features) => values.Length % features == 0
        ? values.Length / features
        : throw new ArgumentException($"{values.Length} values are not rows of {features} features.", nameof(values));

    /// <summary>The leaf's value that a row reaches.</summary>
    /// <param name="nodes">Checked: features lie in the row, children come after their parents and inside of the array.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Answer(ReadOnlySpan<TreeNode> nodes, int root, ReadOnlySpan<float> row)
    {
        // No bounds checks: what they would find was refused when the trees were made.
        ref var first = ref MemoryMarshal.GetReference(nodes);
        ref var column = ref MemoryMarshal.GetReference(row);
        var node = Unsafe.Add(ref first, root);
        while (node.Feature >= 0)
        {
            // A missing value is neither below nor above.
            var value = Unsafe.Add(ref column, node.Feature);
            var isLeft = (value <= node.Value ? 1 : 0) | (node.MissingLeft & (value > node.Value ? 0 : 1));
            node = Unsafe.Add(ref first, node.Left + 1 - isLeft);
        }
        return node.Value;
    }
}
