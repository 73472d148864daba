using NetMl.Gnn.Inputs;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Parts;

/// <summary>Parts of graphs among the tensors of a safetensors file.</summary>
internal static class GraphPartFile
{
    public static void Write(SafetensorsWriter writer, string side, GraphPart part)
    {
        var graph = part.Graph;
        writer.Add($"{side}.node_features", graph.NodeFeatures.Span, graph.Nodes, graph.NodeFeatureCount);
        writer.Add($"{side}.flow_features", graph.FlowFeatures.Span, graph.Flows, graph.FlowFeatureCount);
        writer.Add($"{side}.flow_source", graph.FlowSource.Span);
        writer.Add($"{side}.flow_target", graph.FlowTarget.Span);
        writer.Add($"{side}.node_before", graph.NodeBefore.Span);
        WriteItems(writer, side, part);
    }

    /// <summary>Without the graph, which stands under another name.</summary>
    public static void WriteItems(SafetensorsWriter writer, string side, GraphPart part)
    {
        writer.Add($"{side}.owned", part.Owned.Span);
        writer.Add($"{side}.rows", part.Rows.Span);
        writer.Add($"{side}.labels", part.Labels.Span);
        writer.Add($"{side}.weights", part.Weights.Span);
    }

    public static GraphPart Read(SafetensorsFile file, string side)
    {
        var nodes = file.Tensor($"{side}.node_features", -1, -1);
        var flows = file.Tensor($"{side}.flow_features", -1, -1);
        return ReadItems(file, side, new GraphSample(
            nodes.Shape[0], nodes.Shape[1], nodes.Float32().ToArray(),
            Integers(file, $"{side}.flow_source"), Integers(file, $"{side}.flow_target"), flows.Shape[1], flows.Float32().ToArray(),
            Integers(file, $"{side}.node_before")));
    }

    /// <summary>Items of a graph that stands under another name.</summary>
    public static GraphPart ReadItems(SafetensorsFile file, string side, GraphSample graph) => new(
        graph, Integers(file, $"{side}.owned"), Integers(file, $"{side}.rows"), Integers(file, $"{side}.labels"), file.Tensor($"{side}.weights", -1).Float32().ToArray());

    private static int[] Integers(SafetensorsFile file, string name) => file.Tensor(name, -1).Int32().ToArray();
}
