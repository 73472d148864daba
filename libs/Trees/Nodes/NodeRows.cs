using NetMl.Tensors.Files;

namespace NetMl.Trees.Nodes;

/// <summary>How many training rows reached each node, as a tensor beside the nodes: PREFIX.rows [nodes]. Files of earlier versions lack it.</summary>
internal static class NodeRows
{
    public static void Write(SafetensorsWriter writer, string prefix, ReadOnlySpan<int> rows) => writer.Add(prefix + ".rows", rows);

    /// <returns>Null when the file does not say it.</returns>
    /// <exception cref="InvalidDataException">A node has no rows, or not those of its children.</exception>
    public static int[]? Read(SafetensorsFile file, string prefix, FlatTrees trees)
    {
        if (!file.Tensors.ContainsKey(prefix + ".rows"))
            return null;
        var rows = file.Tensor(prefix + ".rows", trees.Nodes.Length).Int32().ToArray();
        for (var index = 0; index < rows.Length; index++)
        {
            var node = trees.Nodes[index];
            if (rows[index] < 1)
                throw new InvalidDataException($"Tree node {index} was reached by {rows[index]} training rows; at least one is expected.");
            if (node.Feature != TreeNode.LeafFeature && rows[index] != (long)rows[node.Left] + rows[node.Left + 1])
                throw new InvalidDataException($"Tree node {index} was reached by {rows[index]} training rows, its children by {rows[node.Left]} and {rows[node.Left + 1]}.");
        }
        return rows;
    }
}
