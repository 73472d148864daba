namespace NetMl.Contracts.Serving;

/// <summary>The least size of a <see cref="FeatureReason.Contribution"/> that is given as a reason; smaller ones would be shown as 0.</summary>
public static class LeastContribution
{
    /// <summary>0.05 percentage points.</summary>
    public const double ToProbability = 0.0005;

    /// <summary>Of boosted trees: half a hundredth of their score.</summary>
    public const double ToScore = 0.005;
}
