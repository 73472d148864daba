using System.Globalization;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Training;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Parts;

/// <summary>What one training of a node classifier gave, on its way to the coordinator, which judges the predictions itself.</summary>
public static class NodeOutcomeFile
{
    /// <summary>Bytes of the largest file for a network of so many parameters and a graph of so many nodes.</summary>
    public static long LimitBytes(int parameters, int nodes) => ((long)parameters + nodes) * sizeof(float) + 4096;

    public static byte[] Write(NodeOutcome outcome)
    {
        var writer = new SafetensorsWriter();
        writer.Add("weights", outcome.Weights);
        writer.Add("predicted", outcome.Predicted);
        writer.SetMetadata("epochs", outcome.Epochs.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("best_epoch", outcome.BestEpoch.ToString(CultureInfo.InvariantCulture));
        if (outcome.Validation is { } score)
        {
            writer.SetMetadata("validation_loss", score.Loss.ToString("R", CultureInfo.InvariantCulture));
            writer.SetMetadata("validation_score", score.Score.ToString("R", CultureInfo.InvariantCulture));
        }
        return writer.ToArray();
    }

    /// <summary>Reads and checks a file; <see cref="NodeOutcome.Test"/> is null.</summary>
    /// <exception cref="InvalidDataException">The file is none, has other sizes, a weight that is not finite or a class that there is not.</exception>
    public static NodeOutcome Read(ReadOnlyMemory<byte> bytes, int parameters, int nodes, int classes)
    {
        var file = Safetensors.Read(bytes);
        var weights = file.Tensor("weights", parameters).Float32().ToArray();
        var predicted = file.Tensor("predicted", nodes).Int32().ToArray();
        if (weights.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            throw new InvalidDataException("The outcome holds a weight that is not a finite number.");
        if (Array.Exists(predicted, label => label < 0 || label >= classes))
            throw new InvalidDataException($"The outcome predicts a class outside 0 to {classes - 1}.");
        ValidationScore? validation = file.Metadata.ContainsKey("validation_score") ? new ValidationScore(Number("validation_loss"), Number("validation_score")) : null;
        return new NodeOutcome(weights, (int)Number("epochs"), (int)Number("best_epoch"), validation, null, predicted);

        double Number(string key) => double.TryParse(file.Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new InvalidDataException($"Metadata entry '{key}' of the outcome is '{file.Text(key)}', not a finite number.");
    }
}
