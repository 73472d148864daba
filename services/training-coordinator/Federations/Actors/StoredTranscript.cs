using System.Text.Json.Serialization;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>A transcript without its messages, and the entries where those lie.</summary>
sealed record StoredTranscript(RoundTranscript Head, IReadOnlyList<string> Messages);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredTranscript))]
sealed partial class ActorJson : JsonSerializerContext;
