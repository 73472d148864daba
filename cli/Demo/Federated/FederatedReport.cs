using System.Text.Json;
using System.Text.Json.Serialization;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Demo.Federated;

/// <summary>All that a federated demo found; <c>--json FILE</c> writes it in camelCase.</summary>
/// <param name="Killed">The site that was killed in the middle of a round, and what came of the round.</param>
/// <param name="Scores">The federated model and what each site reaches alone, on the later flows of all sites.</param>
internal sealed record FederatedReport(
    string Federation, bool Synthetic, DateTimeOffset Started, FederationStatus Status, IReadOnlyList<FederatedSite> Sites, KilledSite Killed,
    IReadOnlyList<FederatedScore> Scores, IReadOnlyList<DemoStage> Stages, IReadOnlyList<string> Warnings);

/// <summary>One agent.</summary>
/// <param name="BytesSent">Bodies of its requests, by its own audit log.</param>
internal sealed record FederatedSite(string Site, int Starts, int ExitCode, long Requests, long BytesSent, int RoundsInSum);

/// <param name="Attempts">That the round took.</param>
internal sealed record KilledSite(string Site, int Round, int Attempts);

/// <summary>Scores over the test flows of all sites together.</summary>
internal sealed record FederatedScore(string Model, double MacroF1, double Accuracy);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(FederatedReport))]
internal sealed partial class FederatedJson : JsonSerializerContext;
