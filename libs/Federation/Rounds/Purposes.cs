using NetMl.Contracts.Federation;

namespace NetMl.Federation.Rounds;

/// <summary>What the rounds of a federation are for, in order: preparations up to round 0, training from 1, and one that only tests the final model.</summary>
public static class Purposes
{
    public const string Means = "means";
    public const string Spreads = "spreads";
    public const string Boundary = "boundary";
    public const string Training = "training";

    /// <summary>Scores of the final model alone; left out where statistics are hidden.</summary>
    public const string Final = "final";

    /// <summary>Number of the first round. Where statistics are hidden there is no preparation: <see cref="Statistics.SharedScaling.WithoutData"/> costs no privacy.</summary>
    public static int FirstRound(FederationPlan plan) => new PlanParts(plan).HidesStatistics ? 1 : plan.Boundary is null ? -1 : -2;

    /// <summary>Rounds that the accountant has to pay for.</summary>
    public static int NoisyRounds(FederationPlan plan) => plan.Rounds - FirstRound(plan) + 1;

    /// <summary>Null: nothing is left to do.</summary>
    public static string? Of(FederationPlan plan, int round)
    {
        if (round <= 0)
            return (round - FirstRound(plan)) switch { 0 => Means, 1 => Spreads, _ => Boundary };
        if (round <= plan.Rounds)
            return Training;
        return round == plan.Rounds + 1 && !new PlanParts(plan).HidesStatistics ? Final : null;
    }
}
