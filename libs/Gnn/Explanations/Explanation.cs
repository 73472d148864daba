namespace NetMl.Gnn.Explanations;

/// <summary>Why a network gives an item its class.</summary>
/// <param name="Class">The class that is explained: the most probable one.</param>
/// <param name="Probabilities">[classes], in the whole graph.</param>
/// <param name="Edges">The edges that were looked at, as indices in the graph given: all that the answer can depend on, or the nearest of them.</param>
/// <param name="EdgeWeights">One for each of <paramref name="Edges"/>, in [0, 1].</param>
/// <param name="Method">How they were found.</param>
/// <param name="LeftOut">Edges that the answer depends on and that were not looked at, because there are too many.</param>
/// <param name="Inputs">[k]: the item's own features as the network sees them, standardised.</param>
/// <param name="Contributions">
/// [k]: integrated gradients of the probability along the way from the mean item (all features 0) to this one; they add up to
/// <paramref name="Probability"/> − <paramref name="Baseline"/> within <see cref="ExplanationSettings.Completeness"/>, or as near as 512 pieces of the way come.
/// </param>
/// <param name="FeatureWeights">Weights in [0, 1] that the mask gives to whole columns of features, shared by all nodes and flows; empty without mask.</param>
/// <param name="Probability">Of the class, on the edges that were looked at; that of the whole graph unless some were left out.</param>
/// <param name="Baseline">The same when the item's own features are those of the mean item.</param>
/// <param name="Kept">The edges of the explanation: the heaviest ones, most first.</param>
/// <param name="WithKept">Probability of the class when only those edges exist: near <paramref name="Probability"/> = they suffice (fidelity−).</param>
/// <param name="WithoutKept">Probability of the class when those edges do not exist: far below = they are needed (fidelity+).</param>
public sealed record Explanation(
    int Class, float[] Probabilities, int[] Edges, float[] EdgeWeights, EdgeMethod Method, int LeftOut, float[] Inputs, double[] Contributions, float[] FeatureWeights,
    double Probability, double Baseline, int[] Kept, double WithKept, double WithoutKept);
