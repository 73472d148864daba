using System.Text.Json;
using System.Text.Json.Serialization;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Privacy;

namespace NetMl.Federation.Rounds;

/// <summary>All that must survive a restart, but for messages, vectors and sums. Small: about 200 bytes a site.</summary>
/// <param name="Plan">With every part in place.</param>
/// <param name="Parameters">P of the planned network.</param>
/// <param name="NoiseMultiplier">z of every noisy round; 0 without privacy.</param>
/// <param name="Round">The round that is running or will be next.</param>
/// <param name="Attempt">Of that round, from 1.</param>
/// <param name="NotBefore">No attempt begins earlier.</param>
/// <param name="Clip">Norm of the next training round.</param>
/// <param name="Spent">Noisy rounds so far.</param>
/// <param name="Uploads">Begun and not complete.</param>
public sealed record FederationState(
    FederationPlan Plan, string Run, int Parameters, double NoiseMultiplier, string State, int Round, int Attempt, DateTimeOffset? NotBefore, double Clip,
    IReadOnlyList<SiteRecord> Sites, IReadOnlyList<RoundSummary> Rounds, IReadOnlyList<PrivacyStep> Spent, IReadOnlyList<UploadRecord> Uploads, VectorNames Vectors,
    RunningRound? Current = null, ModelVersion? Published = null, string? Note = null, string? Error = null)
{
    /// <summary>Signing keys by site; large and seldom changed, so they are stored apart.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, byte[]> Keys { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    [JsonIgnore]
    public PlanParts Parts => new(Plan);

    [JsonIgnore]
    public bool IsFinal => FederationStates.IsFinal(State);

    /// <summary>ε so far; null without privacy.</summary>
    [JsonIgnore]
    public double? Epsilon => PrivacySpending.Epsilon(this);

    [JsonIgnore]
    public PrivacyTerms Terms => new(Plan.Privacy?.Mode ?? PrivacyModes.None, NoiseMultiplier, Parts.SamplingRate, Parts.Privacy.MaximumEpsilon, Parts.Privacy.Delta);

    [JsonIgnore]
    public PrivacyBudget Budget => Terms.Budget with { Spent = Spent };

    public SiteRecord? Site(string name) => Sites.FirstOrDefault(site => site.Site == name);

    /// <summary>The state with one site changed.</summary>
    public FederationState With(SiteRecord changed) => this with { Sites = [.. Sites.Select(site => site.Site == changed.Site ? changed : site)] };

    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, RoundsJson.Default.FederationState);

    /// <exception cref="JsonException">Not a state.</exception>
    public static FederationState Decode(ReadOnlySpan<byte> bytes, IReadOnlyDictionary<string, byte[]> keys) =>
        (JsonSerializer.Deserialize(bytes, RoundsJson.Default.FederationState) ?? throw new JsonException("The state is null.")) with { Keys = keys };

    public byte[] EncodeKeys() => JsonSerializer.SerializeToUtf8Bytes(Keys, RoundsJson.Default.IReadOnlyDictionaryStringByteArray);

    /// <exception cref="JsonException">Not a table of keys.</exception>
    public static IReadOnlyDictionary<string, byte[]> DecodeKeys(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, RoundsJson.Default.IReadOnlyDictionaryStringByteArray) ?? throw new JsonException("The keys are null.");
}

/// <summary>A site as the server knows it.</summary>
/// <param name="KeyId">Of its present key to the gateway; null = taken back.</param>
/// <param name="Fingerprint">Of its signing key; null before it enrols.</param>
/// <param name="NotBefore">It declined, and is not asked again before.</param>
/// <param name="BytesReceived">Messages and chunks.</param>
public sealed record SiteRecord(
    string Site, string? KeyId, string? Fingerprint = null, DateTimeOffset? LastSeen = null, DateTimeOffset? NotBefore = null, int Completed = 0, int Dropped = 0, long BytesReceived = 0);

/// <summary>One attempt at a round.</summary>
/// <param name="Rate">q that the accountant reckons with.</param>
/// <param name="Arrivals">Messages that counted, by step in order of arrival; enough to make the secure sum again from the stored messages.</param>
/// <param name="Summed">Updates that are in the sum, in order.</param>
/// <param name="Declined">Sites that will not send anything more in this attempt.</param>
/// <param name="Refused">Sites whose update was left out, each with the reason.</param>
public sealed record RunningRound(
    int Round, string Purpose, int Attempt, string Step, DateTimeOffset Started, DateTimeOffset Deadline, double Rate, RoundOrder Order,
    IReadOnlyList<StepArrivals> Arrivals, IReadOnlyList<SummedUpdate> Summed, IReadOnlyList<string> Declined, IReadOnlyList<string> Refused)
{
    [JsonIgnore]
    public IEnumerable<string> SummedSites => Summed.Select(update => update.Site);
}

/// <summary>An update in the sum.</summary>
/// <param name="Round">That it started from; earlier than the sum's own only with fed-buff.</param>
public sealed record SummedUpdate(string Site, int Round, int Attempt);

/// <summary>Who sent its message in a step, as places in the cohort.</summary>
/// <param name="IsClosed">The step is over.</param>
public sealed record StepArrivals(string Step, IReadOnlyList<int> Sites, bool IsClosed);

/// <summary>An upload that is not complete.</summary>
/// <param name="Chunks">All of them.</param>
/// <param name="Missing">Chunks that have not come.</param>
public sealed record UploadRecord(string Site, int Round, int Attempt, int Chunks, IReadOnlyList<int> Missing);

/// <summary>SHA-256 (hex) of stored vectors; null = not made yet.</summary>
/// <param name="Memory">What only the server keeps (moments).</param>
/// <param name="Previous">Global of the round before, for sites that still read it.</param>
public sealed record VectorNames(string? Global = null, string? Memory = null, string? Means = null, string? Scaling = null, string? Boundary = null, string? Previous = null)
{
    /// <summary>What sites may read.</summary>
    public bool IsPublic(string sha256) => sha256 == Global || sha256 == Means || sha256 == Scaling || sha256 == Boundary || sha256 == Previous;

    public IEnumerable<string> All() => new[] { Global, Memory, Means, Scaling, Boundary, Previous }.OfType<string>();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FederationState))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, byte[]>))]
internal sealed partial class RoundsJson : JsonSerializerContext;
