using System.Globalization;
using System.Text.Json;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies;

/// <summary>What a model without labels carries beside its network: how outputs become a score, when a score is odd, and what normal items look like.</summary>
public sealed record AnomalyPart(IAnomalyScorer Scorer, AnomalyThreshold Threshold, NormalSample Normals)
{
    /// <summary>The metadata that holds <see cref="NormalSample.Names"/>.</summary>
    public const string NamesKey = "anomaly.normals";

    private const string ScorerKey = "anomaly.scorer";

    internal void Write(SafetensorsWriter writer)
    {
        writer.SetMetadata(ScorerKey, Scorer.Name);
        writer.SetMetadata("anomaly.threshold", Threshold.Value.ToString("R", CultureInfo.InvariantCulture));
        writer.SetMetadata("anomaly.false_positives", Threshold.FalsePositives.ToString("R", CultureInfo.InvariantCulture));
        writer.SetMetadata("anomaly.threshold_items", Threshold.Items.ToString(CultureInfo.InvariantCulture));
        writer.SetMetadata("anomaly.held_out", Threshold.IsHeldOut ? "true" : "false");
        writer.SetMetadata(NamesKey, JsonSerializer.Serialize(Normals.Names, ArtifactJson.Default.IReadOnlyListString));
        Scorer.Write(writer, ScorerKey);
        var count = Normals.Names.Count;
        writer.Add("anomaly.normal_rows", Normals.Rows, count, Scorer.Width);
        writer.Add("anomaly.normal_features", Normals.Features, count, count == 0 ? 0 : Normals.Features.Length / count);
    }

    /// <param name="features">Raw features of an item.</param>
    /// <returns>Null when the file carries none.</returns>
    /// <exception cref="InvalidDataException">A piece is missing or does not fit.</exception>
    internal static AnomalyPart? Read(SafetensorsFile file, IGraphNetwork network, int features)
    {
        if (!file.Metadata.TryGetValue(ScorerKey, out var scorer))
            return null;
        if (network is not IAnomalyNetwork anomaly)
            throw new InvalidDataException($"The model file names the scorer '{scorer}', but its task has classes.");
        var names = file.Names(NamesKey);
        if (names.Count > NormalSample.Most)
            throw new InvalidDataException($"The model file names {names.Count} normal items; at most {NormalSample.Most} are kept.");
        var width = anomaly.Embedding + anomaly.Foretold;
        return new AnomalyPart(
            AnomalyScorers.Read(scorer, file, ScorerKey, anomaly.Embedding, anomaly.Foretold),
            new AnomalyThreshold(
                file.Real("anomaly.threshold", double.MinValue, double.MaxValue), file.Real("anomaly.false_positives", double.Epsilon, 1),
                file.Number("anomaly.threshold_items", 1, int.MaxValue), file.Text("anomaly.held_out") switch
                {
                    "true" => true,
                    "false" => false,
                    var other => throw new InvalidDataException($"The model file has anomaly.held_out '{other}'; it must be true or false."),
                }),
            new NormalSample(
                names, ScorerReading.Finite(file, "anomaly.normal_rows", names.Count, width),
                ScorerReading.Finite(file, "anomaly.normal_features", names.Count, names.Count == 0 ? 0 : features)));
    }
}
