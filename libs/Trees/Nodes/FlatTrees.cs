using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetMl.Trees.Nodes;

/// <summary>Trees in one array, whose answers are added up per output.</summary>
internal sealed class FlatTrees
{
    // Rows that walk one tree after another: their values and the tree stay in the cache.
    private const int BlockRows = 64;

    private readonly TreeNode[] _nodes;
    private readonly TreeNode[] _steps;
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
        _steps = new TreeNode[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
            _steps[i] = nodes[i].Feature >= 0 ? nodes[i] : new TreeNode(0, float.PositiveInfinity, i, 1);
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
                AddTree(values, start, end, _roots[tree], sums[_outputs[tree]..]);
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
        var at = root;
        while (Unsafe.Add(ref first, at).Feature >= 0)
            at = Next(ref first, at, ref column);
        return Unsafe.Add(ref first, at).Value;
    }

    // Four rows at once: none waits for what another one loads, and nothing is guessed. A leaf's next node is itself, so all four have arrived when none moves.
    private void AddTree(ReadOnlySpan<float> values, int start, int end, int root, Span<double> sums)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(_steps);
        var row = start;
        for (; row + 4 <= end; row += 4)
        {
            ref var row0 = ref MemoryMarshal.GetReference(values.Slice(row * Features, 4 * Features));
            ref var row1 = ref Unsafe.Add(ref row0, Features);
            ref var row2 = ref Unsafe.Add(ref row1, Features);
            ref var row3 = ref Unsafe.Add(ref row2, Features);
            var (at0, at1, at2, at3) = (root, root, root, root);
            for (var moved = 1; moved != 0;)
            {
                var (next0, next1) = (Next(ref first, at0, ref row0), Next(ref first, at1, ref row1));
                var (next2, next3) = (Next(ref first, at2, ref row2), Next(ref first, at3, ref row3));
                moved = (next0 ^ at0) | (next1 ^ at1) | (next2 ^ at2) | (next3 ^ at3);
                (at0, at1, at2, at3) = (next0, next1, next2, next3);
            }
            sums[row * OutputCount] += _nodes[at0].Value;
            sums[(row + 1) * OutputCount] += _nodes[at1].Value;
            sums[(row + 2) * OutputCount] += _nodes[at2].Value;
            sums[(row + 3) * OutputCount] += _nodes[at3].Value;
        }
        for (; row < end; row++)
            sums[row * OutputCount] += Answer(_nodes, root, values.Slice(row * Features, Features));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref TreeNode first, int at, ref float row)
    {
        ref var node = ref Unsafe.Add(ref first, at);
        var value = Unsafe.Add(ref row, node.Feature);
        // A missing value is neither below nor above.
        return node.Left + 1 - ((value <= node.Value ? 1 : 0) | (node.MissingLeft & (value > node.Value ? 0 : 1)));
    }
}
