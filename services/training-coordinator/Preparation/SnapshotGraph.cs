using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Files;

namespace NetMl.TrainingCoordinator.Preparation;

/// <summary>A snapshot's graph with its names.</summary>
/// <param name="NodeHost">[n]: index into <paramref name="Hosts"/>.</param>
/// <param name="FlowStart">[m]: nanoseconds since 1970, ascending.</param>
/// <param name="FlowLabel">[m]: index into <paramref name="Classes"/>, −1 = none.</param>
sealed record SnapshotGraph(
    string Id, GraphSample Sample, int[] NodeHost, long[] FlowStart, int[] FlowLabel,
    IReadOnlyList<string> Hosts, IReadOnlyList<string> Classes, IReadOnlyList<string> NodeFeatureNames, IReadOnlyList<string> FlowFeatureNames)
{
    /// <summary>[n]: lies in a last window of fewer than half the flows of the others, whose hosts look odd for that alone; empty = none does.</summary>
    public bool[] IsInTail { get; init; } = [];

    /// <summary>The same with its tail marked; a graph of less than one window has none.</summary>
    /// <param name="windowFlows">Flows of a window; 0 = one window.</param>
    public SnapshotGraph MarkTail(int windowFlows)
    {
        if (windowFlows == 0 || Sample.Flows < windowFlows || Sample.Flows % windowFlows is var left && (left == 0 || 2 * left >= windowFlows))
            return this;
        var isInTail = new bool[Sample.Nodes];
        for (var flow = Sample.Flows - Sample.Flows % windowFlows; flow < Sample.Flows; flow++)
            isInTail[Sample.FlowSource.Span[flow]] = isInTail[Sample.FlowTarget.Span[flow]] = true;
        return this with { IsInTail = isInTail };
    }

    /// <exception cref="InvalidDataException">A tensor or name is missing or has the wrong shape.</exception>
    /// <exception cref="ArgumentException">An index is out of range.</exception>
    public static SnapshotGraph Read(string id, ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        var nodeNames = Names(file, SnapshotTensors.NodeFeatureNames);
        var flowNames = Names(file, SnapshotTensors.FlowFeatureNames);
        var nodeFeatures = file.Tensor(SnapshotTensors.NodeFeatures, -1, nodeNames.Count);
        var source = file.Tensor(SnapshotTensors.FlowSource, -1);
        var (nodes, flows) = (nodeFeatures.Shape[0], source.Count);
        var hosts = file.Tensor(SnapshotTensors.NodeHost, nodes).Int32().ToArray();
        var sample = new GraphSample(
            nodes, nodeNames.Count, nodeFeatures.Float32().ToArray(),
            source.Int32().ToArray(), file.Tensor(SnapshotTensors.FlowTarget, flows).Int32().ToArray(),
            flowNames.Count, file.Tensor(SnapshotTensors.FlowFeatures, flows, flowNames.Count).Float32().ToArray());
        var graph = new SnapshotGraph(
            id, sample.OfHosts(hosts), hosts, file.Tensor(SnapshotTensors.FlowStart, flows).Int64().ToArray(),
            file.Tensor(SnapshotTensors.FlowLabel, flows).Int32().ToArray(),
            Names(file, SnapshotTensors.Hosts), Names(file, SnapshotTensors.Classes), nodeNames, flowNames);
        Check(graph.NodeHost, 0, graph.Hosts.Count, SnapshotTensors.NodeHost);
        Check(graph.FlowLabel, -1, graph.Classes.Count, SnapshotTensors.FlowLabel);
        return graph;
    }

    /// <summary>A graph of some of the flows and the nodes at their ends, whose features stay what they were among all flows.</summary>
    /// <param name="isWanted">By flow.</param>
    public SnapshotGraph Only(Func<int, bool> isWanted)
    {
        var flows = Enumerable.Range(0, Sample.Flows).Where(isWanted).ToArray();
        var nodes = flows.SelectMany(flow => (int[])[Sample.FlowSource.Span[flow], Sample.FlowTarget.Span[flow]]).Distinct().Order().ToArray();
        var hosts = Array.ConvertAll(nodes, node => NodeHost[node]);
        return this with
        {
            Sample = Sample.Only(flows, nodes).OfHosts(hosts),
            NodeHost = hosts,
            IsInTail = IsInTail.Length == 0 ? [] : Array.ConvertAll(nodes, node => IsInTail[node]),
            FlowStart = Array.ConvertAll(flows, flow => FlowStart[flow]),
            FlowLabel = Array.ConvertAll(flows, flow => FlowLabel[flow]),
        };
    }

    private static void Check(int[] indices, int least, int count, string name)
    {
        if (Array.Exists(indices, index => index < least || index >= count))
            throw new InvalidDataException($"Tensor '{name}' has an index outside {least} to {count - 1}.");
    }

    private static IReadOnlyList<string> Names(SafetensorsFile file, string key) =>
        JsonSerializer.Deserialize(file.Text(key), WireJson.Default.IReadOnlyListString) ?? throw new InvalidDataException($"Metadata entry '{key}' is null.");
}
