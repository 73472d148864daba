using NetMl.Contracts.Federation;

namespace NetMl.Federation.Privacy;

/// <summary>The noise of one round.</summary>
/// <param name="SiteSigma">What each site adds to each of its clipped values; 0 = nothing.</param>
/// <param name="SiteIndicatorSigma">What each site adds to its clip indicator (±½).</param>
/// <param name="ServerSigma">What the server adds to each number of the sum.</param>
/// <param name="ServerIndicatorSigma">What the server adds to the sum of indicators.</param>
/// <param name="Cost">What the accountant is told.</param>
public sealed record RoundNoise(double SiteSigma, double SiteIndicatorSigma, double ServerSigma, double ServerIndicatorSigma, PrivacyStep Cost);

/// <summary>What a plan's privacy means in numbers; server and sites derive the same.</summary>
/// <remarks>
/// All weights are 1. The sum of updates, each of norm at most C, gets noise of z·C; the mean of n therefore z·C/n. The number of sites in a sum is not hidden.
/// Amplification by sampling holds against whoever sees the models but not who took part; the server that samples does.
/// </remarks>
/// <param name="Mode">One of <see cref="PrivacyModes"/>.</param>
/// <param name="NoiseMultiplier">z of a whole round; 0 in mode none.</param>
/// <param name="Rate">q: below 1 only for Poisson sampling with central noise.</param>
public sealed record PrivacyTerms(string Mode, double NoiseMultiplier, double Rate, double MaximumEpsilon, double Delta)
{
    /// <summary>Rounding may lift the norm of an update by this factor at most; more means too few bits.</summary>
    private const double MostInflation = 1.25;

    /// <summary>Derives the noise from ε where the plan does not give it.</summary>
    /// <param name="rounds">All rounds that are noised: preparations and training.</param>
    /// <exception cref="ArgumentException">The plan cannot be kept; a sentence for people.</exception>
    public static PrivacyTerms Create(FederationPlan plan, int rounds)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (PrivacyRefusals.Refuses(plan) is { } reason)
            throw new ArgumentException(reason, nameof(plan));
        var (privacy, cohort) = (plan.Privacy ?? new PrivacyPlan(), plan.Cohort ?? new CohortPlan());
        if (privacy.Mode == PrivacyModes.None)
            return new PrivacyTerms(PrivacyModes.None, 0, 1, privacy.MaximumEpsilon, privacy.Delta);
        var rate = privacy.Mode == PrivacyModes.Central && cohort.Sampling == "poisson" ? cohort.Fraction : 1;
        var noise = privacy.NoiseMultiplier > 0 ? privacy.NoiseMultiplier : PrivacyAccountant.NoiseFor(privacy.MaximumEpsilon, privacy.Delta, rate, rounds);
        var terms = new PrivacyTerms(privacy.Mode, noise, rate, privacy.MaximumEpsilon, privacy.Delta);
        var least = terms.PlannedEpsilon(1);
        return least <= privacy.MaximumEpsilon ? terms : throw new ArgumentException(
            $"A noise multiplier of {noise} spends ε = {least:F2} in the first round, above the maximum of {privacy.MaximumEpsilon}.", nameof(plan));
    }

    public bool IsOn => Mode != PrivacyModes.None;

    /// <summary>Nothing spent yet.</summary>
    public PrivacyBudget Budget => new(MaximumEpsilon, Delta, []);

    /// <summary>ε of so many rounds; 0 in mode none.</summary>
    public double PlannedEpsilon(int rounds) => IsOn ? PrivacyAccountant.Epsilon(Rate, NoiseMultiplier, rounds, Delta) : 0;

    /// <summary>Fewest sites in a sum that may be opened, so that their shares of the noise are enough. The server closes no round with fewer, and a site unmasks none.</summary>
    public static int FewestSurvivors(int sites, SecurityPlan security, CohortPlan cohort)
    {
        ArgumentNullException.ThrowIfNull(security);
        ArgumentNullException.ThrowIfNull(cohort);
        return Math.Min(sites, Math.Max(cohort.Minimum, (int)Math.Ceiling(security.ThresholdFraction * sites)));
    }

    /// <summary>Range of the encoding of a round: the plan's, or what noise needs where sites add it.</summary>
    /// <param name="clip">C of this round.</param>
    /// <param name="hasIndicator">The round has a clip indicator (adaptive clipping).</param>
    public double EncodingRange(double planned, int sites, int survivors, double clip, bool hasIndicator)
    {
        if (Mode is not (PrivacyModes.Distributed or PrivacyModes.Local))
            return planned;
        var shared = Mode == PrivacyModes.Distributed ? MostInflation / Math.Sqrt(survivors) : 1;
        var terms = Mode == PrivacyModes.Distributed ? sites : 1;
        var values = DistributedGaussian.NeededRange(clip, UpdateNoise(sites, hasIndicator) * clip * shared, terms);
        var indicator = hasIndicator ? DistributedGaussian.NeededRange(0.5, AdaptiveClip.IndicatorSigma(sites, NoiseMultiplier) * shared, terms) : 0;
        return Math.Max(planned, Math.Max(values, indicator));
    }

    /// <summary>The noise of a round.</summary>
    /// <param name="sites">n: the cohort.</param>
    /// <param name="survivors">t: <see cref="FewestSurvivors"/>.</param>
    /// <param name="dimensions">Noised values (without indicator and weight).</param>
    /// <param name="step">Step of the encoding, whose rounding lengthens updates; 0 without secure aggregation, where the server clips what it decoded.</param>
    /// <exception cref="ArgumentException">Too few bits; a sentence for people.</exception>
    public RoundNoise Round(int sites, int survivors, int dimensions, double step, double clip, bool hasIndicator)
    {
        if (!IsOn)
            return new RoundNoise(0, 0, 0, 0, default);
        var inflation = Mode switch
        {
            PrivacyModes.Central => 1 + step * Math.Sqrt(dimensions) / clip,
            PrivacyModes.Distributed => DistributedGaussian.RoundedNorm(clip, step, dimensions) / clip,
            _ => 1, // rounded after the noise
        };
        if (!(inflation <= MostInflation))
            throw new ArgumentException($"Rounding to steps of {step:G3} could make an update of norm {clip} {inflation:F2} times as long; use more bits per number.", nameof(step));
        var (update, indicator) = (UpdateNoise(sites, hasIndicator), hasIndicator ? AdaptiveClip.IndicatorSigma(sites, NoiseMultiplier) : 0);
        var cost = new PrivacyStep(Rate, NoiseMultiplier, 1);
        return Mode switch
        {
            PrivacyModes.Central => new RoundNoise(0, 0, update * clip * inflation, indicator * (1 + 2 * step), cost),
            PrivacyModes.Local => new RoundNoise(update * clip, indicator, 0, 0, cost),
            _ => Distributed(survivors, dimensions, step, clip, update, indicator),
        };
    }

    private RoundNoise Distributed(int survivors, int dimensions, double step, double clip, double update, double indicator)
    {
        var values = DistributedGaussian.For(update, clip, step, dimensions, survivors);
        var cost = Math.Pow(values.NoiseMultiplier, -2);
        var siteIndicator = 0.0;
        if (indicator > 0)
        {
            // The indicator ±½ is rounded as well; its share of the noise grows with its norm.
            var bit = DistributedGaussian.For(2 * indicator, 0.5, step, 1, survivors);
            cost += Math.Pow(bit.NoiseMultiplier, -2);
            siteIndicator = bit.SiteSigma;
        }
        var multiplier = Math.Pow(cost, -0.5);
        if (!(multiplier > 0.9 * NoiseMultiplier))
            throw new ArgumentException($"A site's noise of {values.SiteSigma:G3} is too narrow for steps of {step:G3}; use more bits per number.", nameof(step));
        if (multiplier >= NoiseMultiplier * (1 - 1e-9))
            multiplier = NoiseMultiplier; // but for rounding errors of this sum
        return new RoundNoise(values.SiteSigma, siteIndicator, 0, 0, new PrivacyStep(Rate, multiplier, 1));
    }

    private double UpdateNoise(int sites, bool hasIndicator) =>
        hasIndicator ? AdaptiveClip.UpdateNoise(NoiseMultiplier, AdaptiveClip.IndicatorSigma(sites, NoiseMultiplier)) : NoiseMultiplier;
}
