using System.Text.Json;

namespace NetMl.Trees.Tests.Fixtures;

/// <summary>What scikit-learn 1.2.1 says (tests/fixtures/sklearn/trees.py).</summary>
internal sealed record SklearnAnswers(BoostedAnswer[] Boosted, IsolationAnswer Isolation)
{
    public static SklearnAnswers Read { get; } = JsonSerializer.Deserialize<SklearnAnswers>(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "trees.json")), JsonSerializerOptions.Web)!;
}

/// <summary>One model: how its table is made, and what came of it.</summary>
/// <param name="Losses">Pairs of a round and the log loss after it.</param>
/// <param name="Probabilities">Of the first rows.</param>
internal sealed record BoostedAnswer(
    string Name, int Rows, int Classes, bool Missing, bool Many, bool Weighted, double[] Edges, int Iterations, BoostedAnswerSettings Settings, FirstSplit FirstSplit,
    double[][] Losses, int Leaves, double Accuracy, double[][] Probabilities);

internal sealed record BoostedAnswerSettings(double? L2_regularization, int? Max_leaf_nodes, int? Min_samples_leaf, double? Learning_rate, int? Max_bins);

/// <param name="Threshold">Null: all values go left.</param>
internal sealed record FirstSplit(int Feature, double? Threshold, bool MissingLeft);

internal sealed record IsolationAnswer(int Rows, int Odd, double[] Aurocs, IsolationMeans Means);

/// <summary>Mean score of rows that are odd and of the others.</summary>
internal sealed record IsolationMeans(double Odd, double Usual);
