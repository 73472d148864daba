using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Privacy;
using NetMl.Federation.Sampling;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Rounds;

/// <summary>A plan with every part in place: what is not given has its defaults.</summary>
public sealed class PlanParts(FederationPlan plan)
{
    private PrivacyTerms? _terms;

    public LocalPlan Local { get; } = plan.Local ?? new LocalPlan();

    public StrategyPlan Strategy { get; } = plan.Strategy ?? new StrategyPlan();

    public CohortPlan Cohort { get; } = plan.Cohort ?? new CohortPlan();

    public SecurityPlan Security { get; } = plan.Security ?? new SecurityPlan();

    public PrivacyPlan Privacy { get; } = plan.Privacy ?? new PrivacyPlan();

    public RobustPlan Robust { get; } = plan.Robust ?? new RobustPlan();

    public DeadlinePlan Deadlines { get; } = plan.Deadlines ?? new DeadlinePlan();

    /// <summary>The plan as it is stored and shown.</summary>
    public FederationPlan Plan => plan with { Local = Local, Strategy = Strategy, Cohort = Cohort, Security = Security, Privacy = Privacy, Robust = Robust, Deadlines = Deadlines };

    public bool IsSecure => Security.SecureAggregation;

    public bool IsPrivate => Privacy.Mode != PrivacyModes.None;

    /// <summary>Privacy of sites, or of their windows by DP-SGD: no statistic, loss or score leaves a site, since none of them would have noise.</summary>
    public bool HidesStatistics => IsPrivate || Local.PrivateNoise > 0;

    /// <summary>The plan's privacy in numbers.</summary>
    /// <exception cref="ArgumentException">It cannot be kept; a sentence for people.</exception>
    public PrivacyTerms Terms => _terms ??= PrivacyTerms.Create(plan, Purposes.NoisyRounds(plan));

    /// <summary>Rules that look at single updates; norm-bound in a secure federation is kept by the sites themselves.</summary>
    public bool NeedsSingleUpdates => Robust.Rule is not ("none" or "norm-bound") || (Robust.Rule == "norm-bound" && !IsSecure);

    /// <summary>Asynchronous: a round ends when the buffer is full, and late updates still count.</summary>
    public bool IsBuffered => Strategy.Name == "fed-buff";

    /// <summary>Classes of the task; 0 for host-anomaly.</summary>
    public int Classes => plan.Task == Contracts.Training.TrainingTasks.FlowClassification ? plan.Classes.Count : 0;

    public TimeSpan Step => TimeSpan.FromSeconds(Deadlines.StepSeconds);

    public TimeSpan Presence => TimeSpan.FromSeconds(Deadlines.PresenceSeconds);

    public IFederatedStrategy CreateStrategy() =>
        FederatedStrategies.Create(Strategy, Local, Strategy.Name == "fed-per" ? PlannedNetwork.Personal(plan) : ReadOnlyMemory<bool>.Empty);

    public ISiteSampler CreateSampler() => SiteSamplers.Create(Cohort.Sampling);

    /// <summary>q of the accountant: below 1 only where every site really tossed its own coin, and for central noise: the others protect against the server, which knows whom it asked.</summary>
    public double SamplingRate => Cohort.Sampling == "poisson" && Privacy.Mode == PrivacyModes.Central ? Cohort.Fraction : 1;

    /// <summary>What lies where in the vector of a round.</summary>
    /// <param name="parameters">P.</param>
    public ContributionLayout Layout(string purpose, int parameters) => purpose switch
    {
        Purposes.Means => new(Statistics.SharedScaling.MeansLength(PlannedNetwork.NodeFeatures.Count, PlannedNetwork.FlowFeatures.Count, Classes), -1, false),
        Purposes.Spreads => new(Statistics.SharedScaling.SpreadsLength(PlannedNetwork.NodeFeatures.Count, PlannedNetwork.FlowFeatures.Count), -1, false),
        Purposes.Boundary => new(plan.Boundary is { } boundary ? BoundaryExchange.Length(boundary) : 0, -1, false),
        Purposes.Training => new(CreateStrategy().ContributionLength(parameters), HidesStatistics ? -1 : Classes, IsPrivate && Privacy.AdaptiveClip),
        _ => new(0, Classes, false),
    };
}
