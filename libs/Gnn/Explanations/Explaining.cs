namespace NetMl.Gnn.Explanations;

/// <summary>Asks a question by all methods.</summary>
internal static class Explaining
{
    /// <param name="probabilities">[classes], in the whole graph.</param>
    /// <param name="edges">[edges of the question]: what each is called outside.</param>
    /// <param name="leftOut">Edges that the question does not have.</param>
    public static Explanation Run(
        Question question, float[] probabilities, int[] edges, int leftOut, ExplanationSettings settings, CancellationToken cancellationToken)
    {
        var @class = Array.IndexOf(probabilities, probabilities.Max());
        var shares = FeatureShares.Of(question, @class, settings.Completeness, cancellationToken);
        var masks = MaskLearning.Run(question, @class, settings, cancellationToken);
        var (weights, method) = (masks.Edges, masks.Reaches ? EdgeMethod.Mask : EdgeMethod.None);
        if (!masks.Reaches && edges.Length > 0)
        {
            weights = Occlusion.Run(question, @class, settings.MostOccluded, cancellationToken);
            method = weights.Any(weight => weight > 0) ? EdgeMethod.Occlusion : EdgeMethod.None;
        }

        int[] kept = [.. Enumerable.Range(0, weights.Length).Where(edge => weights[edge] > 0).OrderByDescending(edge => weights[edge]).Take(settings.Kept)];
        var keeps = new bool[edges.Length];
        keeps.AsSpan().Fill(true);
        var whole = question.Probabilities(keeps)[@class];
        foreach (var edge in kept)
            keeps[edge] = false;
        var without = question.Probabilities(keeps)[@class];
        var with = question.Probabilities(Array.ConvertAll(keeps, keep => !keep))[@class];
        return new Explanation(
            @class, probabilities, edges, weights, method, leftOut, question.Inputs.ToArray(), shares.Contributions, masks.Columns, whole, shares.Baseline,
            Array.ConvertAll(kept, edge => edges[edge]), with, without);
    }
}
