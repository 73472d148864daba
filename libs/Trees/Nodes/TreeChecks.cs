namespace NetMl.Trees.Nodes;

/// <summary>Refuses trees that could not be walked: everything that a walk relies on is checked once, before the first one.</summary>
internal static class TreeChecks
{
    /// <exception cref="InvalidDataException">With the first node or tree that breaks a rule.</exception>
    public static void Check(ReadOnlySpan<TreeNode> nodes, ReadOnlySpan<int> roots, ReadOnlySpan<int> outputs, int features, int outputCount)
    {
        if (features < 1 || outputCount < 1)
            throw new InvalidDataException($"Trees need at least one feature and one output, not {features} and {outputCount}.");
        if (roots.Length != outputs.Length)
            throw new InvalidDataException($"{roots.Length} trees have {outputs.Length} outputs.");
        var expected = 0;
        var isChild = new bool[nodes.Length];
        for (var tree = 0; tree < roots.Length; tree++)
        {
            var end = tree + 1 < roots.Length ? roots[tree + 1] : nodes.Length;
            if (roots[tree] != expected || end <= expected || end > nodes.Length)
                throw new InvalidDataException($"Tree {tree} claims the nodes {roots[tree]} to {end - 1}; it must begin at {expected}, have one and end within {nodes.Length}.");
            if ((uint)outputs[tree] >= (uint)outputCount)
                throw new InvalidDataException($"Tree {tree} answers for output {outputs[tree]}; there are {outputCount}.");
            for (var index = expected; index < end; index++)
                CheckNode(nodes[index], index, expected, end, features, isChild);
            expected = end;
        }
        if (expected != nodes.Length)
            throw new InvalidDataException($"{nodes.Length - expected} nodes belong to no tree.");
    }

    private static void CheckNode(TreeNode node, int index, int root, int end, int features, bool[] isChild)
    {
        if (index > root && !isChild[index])
            throw new InvalidDataException($"Tree node {index} is nobody's child.");
        if (node.Feature == TreeNode.LeafFeature)
        {
            if (!float.IsFinite(node.Value) || node.Left != 0 || node.MissingLeft != 0)
                throw new InvalidDataException($"Leaf {index} answers {node.Value}, with {node.Left} as child and {node.MissingLeft} for missing values; a leaf has a finite answer and no children.");
            return;
        }
        if ((uint)node.Feature >= (uint)features)
            throw new InvalidDataException($"Tree node {index} asks feature {node.Feature}; there are {features}.");
        if (float.IsNaN(node.Value) || node.MissingLeft is not (0 or 1))
            throw new InvalidDataException($"Tree node {index} has the threshold {node.Value} and sends missing values to {node.MissingLeft}; a number and 0 or 1 are expected.");
        if (node.Left <= index || node.Left >= end - 1 || isChild[node.Left] || isChild[node.Left + 1])
            throw new InvalidDataException($"Tree node {index} has the children {node.Left} and the next; they must come after it, end before {end} and have no other parent.");
        isChild[node.Left] = isChild[node.Left + 1] = true;
    }
}
