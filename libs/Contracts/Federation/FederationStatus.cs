using NetMl.Contracts.Training;

namespace NetMl.Contracts.Federation;

/// <summary>States of a federation: gathering → statistics → training → publishing → completed; or stopped, failed.</summary>
public static class FederationStates
{
    /// <summary>Waits until enough sites are present.</summary>
    public const string Gathering = "gathering";

    /// <summary>The sites agree on scaling by secure sums.</summary>
    public const string Statistics = "statistics";

    public const string Training = "training";
    public const string Publishing = "publishing";
    public const string Completed = "completed";
    public const string Stopped = "stopped";
    public const string Failed = "failed";

    /// <summary>No further change will come.</summary>
    public static bool IsFinal(string state) => state is Completed or Stopped or Failed;
}

/// <summary>Answer to <c>GET /v1/federations/{federation}</c>, and the data of each event of its stream. Nothing in it is a site's own number but its traffic.</summary>
/// <param name="Round">Training rounds that are done.</param>
/// <param name="Step">Step of the running round; one of <see cref="RoundSteps"/>.</param>
/// <param name="Epsilon">Privacy spent so far; null without differential privacy.</param>
/// <param name="Note">What the server waits for, or why a round was tried again, in a sentence.</param>
/// <param name="Error">One sentence; present when the state is failed.</param>
public sealed record FederationStatus(
    FederationPlan Plan, string State, int Round, string Step, int Attempt, DateTimeOffset? Deadline,
    IReadOnlyList<SiteStatus> Sites, IReadOnlyList<RoundSummary> Rounds, double? Epsilon = null, ModelVersion? Published = null, string? Note = null, string? Error = null);

/// <summary>Health and share of one site.</summary>
/// <param name="State">invited (has a key, has not enrolled), online, away or revoked.</param>
/// <param name="Fingerprint">SHA-256 of its signing key, for comparison by telephone.</param>
/// <param name="Completed">Rounds whose sum holds its update.</param>
/// <param name="Dropped">Rounds that it began and did not end.</param>
/// <param name="BytesReceived">From this site, messages and uploads.</param>
public sealed record SiteStatus(string Site, string State, string? Fingerprint, DateTimeOffset? LastSeen, int Completed, int Dropped, long BytesReceived);

/// <summary>What one round gave.</summary>
/// <param name="Round">0 and below: preparations, the last of them 0.</param>
/// <param name="Purpose">As in <see cref="SiteTask"/>.</param>
/// <param name="Selected">Sites asked.</param>
/// <param name="Summed">Sites whose update is in the sum.</param>
/// <param name="Loss">Weighted mean of the sites' losses before the round; null when hidden by privacy or not asked for.</param>
/// <param name="MacroF1">Of the shared model before the round on the sites' test flows, from summed confusions; null likewise.</param>
/// <param name="Epsilon">Privacy spent up to and with this round.</param>
/// <param name="Refused">Sites whose update was left out by a rule, with the reason.</param>
public sealed record RoundSummary(
    int Round, string Purpose, int Attempts, int Selected, int Summed, double Seconds, double? Loss, double? MacroF1, double? Accuracy, double? UpdateNorm, double? Epsilon,
    double? Clip, IReadOnlyList<string> Refused);

/// <summary>Steps of a round, in order. Without secure aggregation: select, update, aggregate, publish.</summary>
public static class RoundSteps
{
    public const string Idle = "idle";
    public const string Keys = "keys";
    public const string Shares = "shares";
    public const string Update = "update";
    public const string Confirm = "confirm";
    public const string Unmask = "unmask";
    public const string Aggregate = "aggregate";
}

/// <summary>Body of <c>POST /v1/federations/{federation}/keys</c>.</summary>
/// <param name="Site">Name of the site: 1 to 64 of a-z, 0-9, '-'.</param>
public sealed record SiteKeyRequest(string Site);

/// <summary>A site's key to the gateway, shown once. It opens this federation's site calls for this site only.</summary>
public sealed record SiteKey(string Federation, string Site, string Key);

/// <summary>Answer to <c>GET …/rounds/{round}/transcript</c>: what an auditor needs to check one round.</summary>
/// <param name="SigningKeys">Of the cohort: site → SubjectPublicKeyInfo.</param>
/// <param name="Messages">All signed messages of the attempt that ended well, in order of arrival. Update manifests among them carry the SHA-256 of each (masked) vector.</param>
/// <param name="Summed">Sites whose update is in the sum.</param>
/// <param name="Result">SHA-256 (hex) of the shared vector that the round gave; null = none.</param>
/// <param name="Plan">SHA-256 (hex) of the plan that all its sites agreed to.</param>
public sealed record RoundTranscript(
    string Federation, string Run, int Round, int Attempt, string Purpose, RoundOrder Order, IReadOnlyDictionary<string, byte[]> SigningKeys,
    IReadOnlyList<byte[]> Messages, IReadOnlyList<string> Summed, string? Result, string Plan = "");
