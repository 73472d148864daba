namespace NetMl.Gnn.Explanations;

/// <summary>Shares out the difference that an item's features make to the probability of a class.</summary>
/// <param name="Contributions">[k], with their sign.</param>
/// <param name="Baseline">Probability of the class when all of the item's features are 0.</param>
internal sealed record FeatureShares(double[] Contributions, double Baseline)
{
    private const int FewestSteps = 32;
    private const int MostSteps = 512;

    /// <summary>
    /// Contributionᵢ = xᵢ · ∫ ∂p/∂xᵢ(s·x) ds over s from 0 to 1, by the midpoint rule, with twice the steps until the sum is near enough to p(x) − p(0).
    /// Source: Sundararajan et al. 2017, equation 1. Cost: 32 to 1000 passes.
    /// </summary>
    /// <param name="completeness">Largest gap that is near enough, as a probability.</param>
    public static FeatureShares Of(Question question, int @class, double completeness, CancellationToken cancellationToken)
    {
        var inputs = question.Inputs.ToArray();
        var gradient = new float[inputs.Length];
        var (baseline, probability) = (question.Gradient(0, @class, gradient), question.Gradient(1, @class, gradient));
        for (var steps = FewestSteps; ; steps *= 2)
        {
            var contributions = new double[inputs.Length];
            for (var step = 0; step < steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                question.Gradient((step + 0.5) / steps, @class, gradient);
                for (var i = 0; i < inputs.Length; i++)
                    contributions[i] += (double)inputs[i] * gradient[i] / steps;
            }
            if (steps >= MostSteps || Math.Abs(contributions.Sum() - (probability - baseline)) <= completeness)
                return new FeatureShares(contributions, baseline);
        }
    }
}
