using NetMl.Trees.Explaining;

namespace NetMl.Gnn.Baselines;

/// <summary>Why boosted trees give an item its class.</summary>
/// <param name="Class">The most probable one, whose score is explained.</param>
/// <param name="Probabilities">[classes].</param>
/// <param name="Score">Shares of the columns of <see cref="ItemRows"/>.</param>
public sealed record TreeExplanation(int Class, float[] Probabilities, ExplainedScore Score);
