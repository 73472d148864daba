namespace NetMl.Contracts.Federation;

/// <summary>Body of <c>POST /v1/federations</c>: what the sites learn together, and on which terms.</summary>
/// <param name="Name">1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Model">Name under which the result is published: 1 to 64 of a-z, 0-9, '-'.</param>
/// <param name="Classes">Class names that all sites agree on, in output order; a site's labels that are not among them count as unlabelled. Empty for host-anomaly.</param>
/// <param name="Task">One of <see cref="Training.TrainingTasks"/>.</param>
/// <param name="Rounds">Rounds of training after the shared statistics.</param>
/// <param name="TrainFraction">Share of each site's flows, first in time, that it learns from; on the rest it tests the shared model.</param>
public sealed record FederationPlan(
    string Name, string Model, IReadOnlyList<string> Classes, string Task = Training.TrainingTasks.FlowClassification, int Rounds = 20,
    int HiddenSize = 32, int WindowFlows = 256, double TrainFraction = 0.7, int Seed = 1,
    LocalPlan? Local = null, StrategyPlan? Strategy = null, CohortPlan? Cohort = null, SecurityPlan? Security = null,
    PrivacyPlan? Privacy = null, RobustPlan? Robust = null, DeadlinePlan? Deadlines = null, BoundaryPlan? Boundary = null);

/// <summary>How a site trains between two messages.</summary>
/// <param name="Epochs">Passes over the site's windows per round.</param>
/// <param name="Optimiser">sgd or adam (started anew each round).</param>
/// <param name="BatchWindows">Windows per step.</param>
/// <param name="PrivateNoise">DP-SGD inside the site: noise multiplier per step; 0 = off.</param>
/// <param name="PrivateClip">DP-SGD: largest norm of one window's gradient.</param>
/// <param name="FineTuneEpochs">Passes that each site makes on its own copy of the final model, for its own use; 0 = none.</param>
public sealed record LocalPlan(
    int Epochs = 1, double LearningRate = 0.003, string Optimiser = "adam", int BatchWindows = 4, double PrivateNoise = 0, double PrivateClip = 1, int FineTuneEpochs = 0);

/// <summary>What the server does with the sum; names are those of libs/Federation/Strategies.</summary>
/// <param name="Name">fed-avg, fed-prox, fed-adam, fed-yogi, fed-adagrad, fed-avgm, scaffold, fed-nova, fed-buff, q-fed-avg, fed-per (personal heads) or clustered.</param>
/// <param name="ServerLearningRate">η of the server's step; 0 = the strategy's own default.</param>
/// <param name="Mu">FedProx: pull towards the shared model.</param>
/// <param name="Q">q-FedAvg: 0 = FedAvg, larger = fairer to the worst site.</param>
/// <param name="Clusters">clustered: number of models.</param>
/// <param name="Buffer">fed-buff: updates per step of the server.</param>
public sealed record StrategyPlan(
    string Name = "fed-avg", double ServerLearningRate = 0, double Momentum = 0.9, double Tau = 1e-3, double Mu = 0.01, double Q = 1, int Clusters = 2, int Buffer = 3);

/// <summary>Which sites take part in a round.</summary>
/// <param name="Minimum">Fewer than this many sites: no round. At least 3 with secure aggregation, since a smaller sum shows too much.</param>
/// <param name="Sampling">all, uniform (a fixed share), poisson (each site by its own coin) or availability (those that were away least often first).</param>
/// <param name="Fraction">Share of the present sites, for uniform, poisson and availability.</param>
public sealed record CohortPlan(int Minimum = 3, int Maximum = 1000, string Sampling = "all", double Fraction = 1);

/// <summary>How updates travel.</summary>
/// <param name="SecureAggregation">The server sees only sums.</param>
/// <param name="ThresholdFraction">Share of a round's sites (of each site's neighbours) that must answer for the sum to be opened; above 1/2.</param>
/// <param name="Neighbours">Sites with whom each site shares keys; 0 = all up to 32 sites, then about 4·log2 n.</param>
/// <param name="ValueBits">Bits per number before masking: 8 to 30; 0 = as many as fit.</param>
/// <param name="Range">Numbers are cut to ±this before they are quantised.</param>
/// <param name="Weighting">items (a site counts by its items, which stay hidden in the sum) or equal.</param>
/// <param name="MaximumItems">With items: where a site's weight reaches its limit of 1.</param>
/// <param name="Compression">Without secure aggregation: float32, float16 or int8.</param>
public sealed record SecurityPlan(
    bool SecureAggregation = true, double ThresholdFraction = 0.67, int Neighbours = 0, int ValueBits = 0, double Range = 4,
    string Weighting = "items", int MaximumItems = 20_000, string Compression = "float32");

/// <summary>Differential privacy of a site's part in the model. Weights are equal then.</summary>
/// <param name="Mode">none, central (the server adds the noise), distributed (each site adds its share of it under the mask) or local (each site adds all of it).</param>
/// <param name="NoiseMultiplier">Noise in units of the clipping norm; 0 = derived from <paramref name="MaximumEpsilon"/> and the planned rounds.</param>
/// <param name="MaximumEpsilon">The federation stops before it would spend more.</param>
/// <param name="Clip">Largest norm of an update; the start value when adaptive.</param>
/// <param name="AdaptiveClip">Follow the median norm (Andrew et al. 2021).</param>
public sealed record PrivacyPlan(
    string Mode = "none", double NoiseMultiplier = 0, double MaximumEpsilon = 8, double Delta = 1e-5, double Clip = 1, bool AdaptiveClip = false);

/// <summary>What is done about sites that lie.</summary>
/// <param name="Rule">none, krum, multi-krum, bulyan, trimmed-mean, median, norm-bound or fl-trust. All but none and norm-bound need to see single updates.</param>
/// <param name="Byzantine">f: how many lying sites are tolerated.</param>
/// <param name="NormBound">norm-bound: largest norm of an update; with secure aggregation the sites keep it themselves.</param>
/// <param name="TrustedSite">fl-trust: the site whose update is the yardstick.</param>
public sealed record RobustPlan(string Rule = "none", int Byzantine = 1, double NormBound = 10, string? TrustedSite = null);

/// <summary>How long the server waits.</summary>
/// <param name="StepSeconds">For each step of a round; whoever is late is left out of the round.</param>
/// <param name="PresenceSeconds">A site that has not asked for this long counts as away.</param>
public sealed record DeadlinePlan(double StepSeconds = 120, double PresenceSeconds = 90);

/// <summary>Exchange of embeddings of hosts that several sites see, hashed with a secret that only the sites have. Off unless given.</summary>
/// <param name="Buckets">Length of the hashed table.</param>
/// <param name="Width">Numbers per embedding.</param>
public sealed record BoundaryPlan(int Buckets = 1024, int Width = 8);
