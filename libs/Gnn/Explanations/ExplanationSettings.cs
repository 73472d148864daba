namespace NetMl.Gnn.Explanations;

/// <summary>How explanations are looked for. Steps, rate and prices of features are those of GNNExplainer's authors; the prices of edges were chosen on a graph of planted houses (docs/explain.md).</summary>
/// <param name="Steps">Steps of Adam on the masks.</param>
/// <param name="LearningRate">Of those steps.</param>
/// <param name="EdgeSize">Price of each edge that is kept.</param>
/// <param name="EdgeEntropy">Price of the indecision of each edge.</param>
/// <param name="FeatureSize">Price of the mean weight of features.</param>
/// <param name="FeatureEntropy">Price of their mean indecision.</param>
/// <param name="Kept">Edges that count as the explanation: fidelity is measured with and without them.</param>
/// <param name="MostEdges">Edges that are looked at; of more, the nearest ones.</param>
/// <param name="MostOccluded">Edges that are left out one by one where no mask reaches; of more, the nearest ones.</param>
/// <param name="Completeness">Integrated gradients are refined until their sum is so near to the difference that they explain, as a probability.</param>
/// <param name="Seed">Of the first masks.</param>
public sealed record ExplanationSettings(
    int Steps = 100, double LearningRate = 0.1, double EdgeSize = 0.02, double EdgeEntropy = 0.01, double FeatureSize = 1, double FeatureEntropy = 0.1,
    int Kept = 10, int MostEdges = 4096, int MostOccluded = 512, double Completeness = 0.005, int Seed = 1);
