using System.Text.Json;

namespace NetMl.Gnn.Tests.Anomalies;

/// <summary>What scikit-learn 1.2.1 says (tests/fixtures/sklearn/anomalies.py).</summary>
internal sealed record SklearnAnomalies(SklearnRanking[] Rankings, SklearnDistances[] Distances)
{
    public static SklearnAnomalies Read { get; } = JsonSerializer.Deserialize<SklearnAnomalies>(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "anomalies.json")), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("anomalies.json is empty.");
}

internal sealed record SklearnRanking(float[] Scores, int[] Truth, double AveragePrecision, double Auroc);

/// <param name="Train">[n, width].</param>
/// <param name="Test">[m, width].</param>
internal sealed record SklearnDistances(int Width, float[] Train, float[] Test, double Shrinkage, double[] Distances);
