using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.GraphFeature.Store;
using NetMl.Tensors.Files;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Lays a stored graph out as safetensors, by the names in <see cref="GraphTensors"/>.</summary>
internal static class GraphTensorFile
{
    public static SafetensorsWriter Of(StoredGraph graph)
    {
        var (info, classes) = (graph.Info, graph.Labels.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray());
        var numbers = classes.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var writer = new SafetensorsWriter();
        writer.Add(GraphTensors.Label, graph.Labels.Select(label => label is null ? -1 : numbers[label]).ToArray());
        writer.Add(GraphTensors.Split, graph.Splits.Select(split => (byte)split).ToArray());
        writer.Add(GraphTensors.EdgeSource, graph.EdgeSource);
        writer.Add(GraphTensors.EdgeTarget, graph.EdgeTarget);
        writer.Add(GraphTensors.FeatureOffsets, graph.FeatureOffsets);
        writer.Add(GraphTensors.FeatureIndex, graph.FeatureIndex);
        writer.AddView(GraphTensors.FeatureValue, graph.FeatureValue);
        writer.SetMetadata(GraphTensors.Version, info.Version);
        writer.SetMetadata(GraphTensors.Directed, info.Directed ? "true" : "false");
        writer.SetMetadata(GraphTensors.Features, FormattableString.Invariant($"{info.Features}"));
        writer.SetMetadata(GraphTensors.FeatureNames, JsonSerializer.Serialize(info.FeatureNames, WireJson.Default.IReadOnlyListString));
        writer.SetMetadata(GraphTensors.Classes, JsonSerializer.Serialize(classes, WireJson.Default.IReadOnlyListString));
        return writer;
    }
}
