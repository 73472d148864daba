using System.Text.Json;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.Tensors.Files;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Lays a flow graph out as safetensors, by the names in <see cref="SnapshotTensors"/>.</summary>
internal static class SnapshotTensorFile
{
    public static SafetensorsWriter Of(string id, FlowGraph graph)
    {
        var writer = new SafetensorsWriter();
        writer.Add(SnapshotTensors.NodeHost, graph.NodeHost.Span);
        writer.Add(SnapshotTensors.NodeWindow, graph.NodeWindow.Span);
        writer.AddView(SnapshotTensors.NodeFeatures, graph.NodeFeatures, graph.NodeCount, FlowGraph.NodeFeatureNames.Count);
        writer.Add(SnapshotTensors.FlowSource, graph.FlowSource.Span);
        writer.Add(SnapshotTensors.FlowTarget, graph.FlowTarget.Span);
        writer.AddView(SnapshotTensors.FlowFeatures, graph.FlowFeatures, graph.FlowCount, FlowGraph.FlowFeatureNames.Count);
        writer.Add(SnapshotTensors.FlowStart, graph.FlowStart.Span);
        writer.Add(SnapshotTensors.FlowLabel, graph.FlowLabel.Span);
        writer.SetMetadata(SnapshotTensors.SnapshotId, id);
        writer.SetMetadata(SnapshotTensors.Hosts, JsonSerializer.Serialize(graph.Hosts));
        writer.SetMetadata(SnapshotTensors.Classes, JsonSerializer.Serialize(graph.Classes));
        writer.SetMetadata(SnapshotTensors.NodeFeatureNames, JsonSerializer.Serialize(FlowGraph.NodeFeatureNames));
        writer.SetMetadata(SnapshotTensors.FlowFeatureNames, JsonSerializer.Serialize(FlowGraph.FlowFeatureNames));
        return writer;
    }
}
