using NetMl.Trees.Explaining;

namespace NetMl.Gnn.Baselines;

/// <summary>Why boosted trees give an item its class.</summary>
/// <param name="Class">The most probable one.</param>
/// <param name="Against">The next probable one.</param>
/// <param name="Probabilities">[classes].</param>
/// <param name="Score">Log-odds of the former against the latter; shares of the columns of <see cref="ItemRows"/>.</param>
public sealed record TreeExplanation(int Class, int Against, float[] Probabilities, ExplainedScore Score);
