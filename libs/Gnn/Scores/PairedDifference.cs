namespace NetMl.Gnn.Scores;

/// <summary>How far two models' scores on the same items lie apart, and how much of that may be the luck of the draw.</summary>
/// <param name="Difference">First minus second.</param>
/// <param name="Low">2.5th percentile of the difference over resampled items.</param>
/// <param name="High">97.5th percentile.</param>
/// <param name="Chance">Two-sided p-value: how often a resample has the sign turned or no difference, twice; 1 for models that answer alike.</param>
public sealed record PairedDifference(double Difference, double Low, double High, double Chance)
{
    /// <summary>From the differences of the resamples.</summary>
    /// <param name="resampled">At least one; sorted here.</param>
    internal static PairedDifference Of(double difference, double[] resampled)
    {
        Array.Sort(resampled);
        var (below, above) = (resampled.Count(value => value <= 0), resampled.Count(value => value >= 0));
        return new PairedDifference(
            difference, resampled[(int)(0.025 * (resampled.Length - 1))], resampled[(int)Math.Ceiling(0.975 * (resampled.Length - 1))],
            Math.Min(1, 2.0 * (Math.Min(below, above) + 1) / (resampled.Length + 1)));
    }
}
