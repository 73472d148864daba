using NetMl.Tensors.Files;

namespace NetMl.Trees.Nodes;

/// <summary>Trees as tensors of a safetensors file: PREFIX.feature, .value, .left, .missing_left [nodes] and .root, .output [trees].</summary>
internal static class TreeTensors
{
    public static void Write(SafetensorsWriter writer, string prefix, FlatTrees trees)
    {
        var nodes = trees.Nodes.ToArray();
        writer.Add(prefix + ".feature", Array.ConvertAll(nodes, node => node.Feature));
        writer.Add(prefix + ".value", Array.ConvertAll(nodes, node => node.Value));
        writer.Add(prefix + ".left", Array.ConvertAll(nodes, node => node.Left));
        writer.Add(prefix + ".missing_left", Array.ConvertAll(nodes, node => (byte)node.MissingLeft));
        writer.Add(prefix + ".root", trees.Roots);
        writer.Add(prefix + ".output", trees.Outputs);
    }

    /// <exception cref="InvalidDataException">A tensor is absent or of another kind, or the trees could not be walked.</exception>
    public static FlatTrees Read(SafetensorsFile file, string prefix, int features, int outputCount)
    {
        var feature = file.Tensor(prefix + ".feature", -1).Int32();
        var value = file.Tensor(prefix + ".value", feature.Length).Float32();
        var left = file.Tensor(prefix + ".left", feature.Length).Int32();
        var missingLeft = file.Tensor(prefix + ".missing_left", feature.Length).UInt8();
        var roots = file.Tensor(prefix + ".root", -1).Int32();
        var outputs = file.Tensor(prefix + ".output", roots.Length).Int32();
        var nodes = new TreeNode[feature.Length];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = new TreeNode(feature[i], value[i], left[i], missingLeft[i]);
        return new FlatTrees(nodes, roots.ToArray(), outputs.ToArray(), features, outputCount);
    }
}
