using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.Tensors;
using NetMl.Tensors.Files;

namespace NetMl.Inference.Datasets;

/// <summary>A stored graph with what is known of its nodes.</summary>
/// <param name="Raw">[n, f].</param>
/// <param name="Labels">[n]: index into <paramref name="Classes"/>, −1 = none.</param>
/// <param name="AreTested">[n]: in the test part of the graph's own split.</param>
internal sealed record StoredGraph(string Version, SparseMatrix<float> Raw, int[] Labels, bool[] AreTested, IReadOnlyList<string> Classes, int[] Source, int[] Target)
{
    private const byte TestPart = 3;

    /// <exception cref="InvalidDataException">A tensor or name is missing or has the wrong shape.</exception>
    /// <exception cref="ArgumentException">An index is out of range.</exception>
    public static StoredGraph Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        var classes = JsonSerializer.Deserialize(file.Text(GraphTensors.Classes), WireJson.Default.IReadOnlyListString) ?? [];
        var labels = file.Tensor(GraphTensors.Label, -1).Int32().ToArray();
        if (Array.Exists(labels, label => label < -1 || label >= classes.Count))
            throw new InvalidDataException($"Tensor '{GraphTensors.Label}' has a label outside -1 to {classes.Count - 1}.");
        var features = int.Parse(file.Text(GraphTensors.Features), System.Globalization.CultureInfo.InvariantCulture);
        var pattern = Adjacency.OfRows(
            features, file.Tensor(GraphTensors.FeatureOffsets, labels.Length + 1).Int32().ToArray(), file.Tensor(GraphTensors.FeatureIndex, -1).Int32().ToArray());
        var source = file.Tensor(GraphTensors.EdgeSource, -1).Int32().ToArray();
        var target = file.Tensor(GraphTensors.EdgeTarget, source.Length).Int32().ToArray();
        if (source.Concat(target).Any(node => node < 0 || node >= labels.Length))
            throw new InvalidDataException($"An edge has an end that is none of the {labels.Length} nodes.");
        return new StoredGraph(
            file.Text(GraphTensors.Version), new SparseMatrix<float>(pattern, file.Tensor(GraphTensors.FeatureValue, pattern.Count).Float32().ToArray()), labels,
            Array.ConvertAll(file.Tensor(GraphTensors.Split, labels.Length).UInt8().ToArray(), part => part == TestPart), classes,
            source, target);
    }
}
