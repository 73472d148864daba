using System.Globalization;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Graphs;
using NetMl.Tensors;
using NetMl.Tensors.Files;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>A stored graph as graph-feature gives it.</summary>
/// <param name="Raw">[n, f].</param>
/// <param name="Labels">[n]: index into <paramref name="Classes"/>, −1 = none.</param>
/// <param name="Parts">[n]: 0 none, 1 train, 2 val, 3 test.</param>
sealed record GraphInput(
    string Version, bool IsDirected, SparseMatrix<float> Raw, IReadOnlyList<string> FeatureNames, int[] Labels, byte[] Parts, IReadOnlyList<string> Classes,
    int[] EdgeSource, int[] EdgeTarget)
{
    /// <exception cref="InvalidDataException">A tensor or name is missing or has the wrong shape.</exception>
    /// <exception cref="ArgumentException">An index is out of range.</exception>
    public static GraphInput Read(ReadOnlyMemory<byte> bytes)
    {
        var file = Safetensors.Read(bytes);
        var (classes, labels) = (Names(file, GraphTensors.Classes), file.Tensor(GraphTensors.Label, -1).Int32().ToArray());
        if (Array.Exists(labels, label => label < -1 || label >= classes.Count))
            throw new InvalidDataException($"Tensor '{GraphTensors.Label}' has a label outside -1 to {classes.Count - 1}.");
        if (!int.TryParse(file.Text(GraphTensors.Features), NumberStyles.None, CultureInfo.InvariantCulture, out var features))
            throw new InvalidDataException($"Metadata entry '{GraphTensors.Features}' is '{file.Text(GraphTensors.Features)}', not a whole number.");
        var pattern = Adjacency.OfRows(
            features, file.Tensor(GraphTensors.FeatureOffsets, labels.Length + 1).Int32().ToArray(), file.Tensor(GraphTensors.FeatureIndex, -1).Int32().ToArray());
        var source = file.Tensor(GraphTensors.EdgeSource, -1).Int32().ToArray();
        return new GraphInput(
            file.Text(GraphTensors.Version), file.Text(GraphTensors.Directed) == "true",
            new SparseMatrix<float>(pattern, file.Tensor(GraphTensors.FeatureValue, pattern.Count).Float32().ToArray()), Names(file, GraphTensors.FeatureNames),
            labels, file.Tensor(GraphTensors.Split, labels.Length).UInt8().ToArray(), classes, source, file.Tensor(GraphTensors.EdgeTarget, source.Length).Int32().ToArray());
    }

    private static IReadOnlyList<string> Names(SafetensorsFile file, string key) =>
        JsonSerializer.Deserialize(file.Text(key), WireJson.Default.IReadOnlyListString) ?? throw new InvalidDataException($"Metadata entry '{key}' is null.");
}
