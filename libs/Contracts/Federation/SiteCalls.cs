namespace NetMl.Contracts.Federation;

/// <summary>Body of <c>PUT /v1/federations/{federation}/sites/{site}</c>: registers the signing key, once.</summary>
/// <param name="SigningKey">SubjectPublicKeyInfo of an ECDSA P-256 key.</param>
/// <param name="Proof">Signature over the enrolment message, made with that key.</param>
public sealed record SiteEnrolment(byte[] SigningKey, byte[] Proof);

/// <summary>Answer to an enrolment, and to <c>GET …/terms</c>: what a site must know and may refuse before it sends anything.</summary>
/// <param name="NodeFeatures">Names of the features that the plan's model reads, in order (with a boundary exchange also boundary_0, boundary_1, …); a site of another version refuses.</param>
/// <param name="PlannedEpsilon">What the whole plan would spend; null without differential privacy.</param>
public sealed record FederationTerms(
    FederationPlan Plan, IReadOnlyList<string> NodeFeatures, IReadOnlyList<string> FlowFeatures, int Parameters, double? PlannedEpsilon);

/// <summary>Answer to <c>GET /v1/federations/{federation}/sites/{site}/task</c>: what the server waits for from this site.</summary>
/// <param name="Version">Changes with every change of this record; sent back as <c>after</c>, the call waits for the next.</param>
/// <param name="Step">idle = nothing now; else what to send: one of <see cref="RoundSteps"/>.</param>
/// <param name="Run">Names this life of the federation in every signature.</param>
/// <param name="Round">0 and below: preparations, by <paramref name="Purpose"/>.</param>
/// <param name="Purpose">means, spreads, boundary, training, final: which vector is summed.</param>
/// <param name="Order">Present while the site takes part in a round; when the federation is completed it names the final model (no sites, length 0).</param>
public sealed record SiteTask(
    long Version, string State, string Step, string Run, int Round, int Attempt, string Purpose, DateTimeOffset? Deadline, RoundOrder? Order, double? Epsilon, string? Note = null);

/// <summary>The terms of one round, the same for all its sites.</summary>
/// <param name="Sites">The cohort, in ring order.</param>
/// <param name="Threshold">t: answers needed per site to open its mask.</param>
/// <param name="RingBits">The sum is taken modulo 2^RingBits; 0 without secure aggregation.</param>
/// <param name="Length">Elements of the vector that each site sends.</param>
/// <param name="Global">SHA-256 (hex) of the shared vector that the round starts from, at <c>…/vectors/{sha256}</c>; null = none.</param>
/// <param name="Clip">Largest norm of the values, before the weight; 0 = no limit.</param>
/// <param name="NoiseMultiplier">z: the noise of the whole sum has deviation z·Clip; a site adds its part of it by the plan's mode: distributed about z·Clip/√(fewest sites whose sum may be opened), local z·Clip, else none.</param>
/// <param name="Scaling">SHA-256 (hex) of the encoded shared scaling, at <c>…/vectors/{sha256}</c>; null before it exists.</param>
/// <param name="Boundary">SHA-256 (hex) of the table of boundary hosts; null = none.</param>
public sealed record RoundOrder(
    IReadOnlyList<string> Sites, int Neighbours, int Threshold, int RingBits, int ValueBits, int Length, string? Global, double Clip, double NoiseMultiplier,
    string? Scaling = null, string? Boundary = null);

/// <summary>Answer to a message or a chunk.</summary>
/// <param name="Accepted">True also for one that was there before.</param>
/// <param name="Missing">Of an announced upload: indices of the chunks that have not come yet.</param>
public sealed record MessageReceipt(bool Accepted, IReadOnlyList<int> Missing, string? Reason = null);

/// <summary>Answer to <c>GET …/keys</c>: signing keys of all enrolled sites, SubjectPublicKeyInfo each.</summary>
public sealed record SigningKeys(IReadOnlyDictionary<string, byte[]> Keys);
