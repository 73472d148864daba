using System.Text.Json;
using System.Text.Json.Serialization;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Graphs;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Contracts;

/// <summary>Source-generated JSON of every wire record: camelCase, nulls left out.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FlowsAccepted))]
[JsonSerializable(typeof(IReadOnlyList<DatasetSummary>))]
[JsonSerializable(typeof(DatasetStatistics))]
[JsonSerializable(typeof(HostsPage))]
[JsonSerializable(typeof(HostDetail))]
[JsonSerializable(typeof(EdgesPage))]
[JsonSerializable(typeof(EgoNetwork))]
[JsonSerializable(typeof(CommunitiesPage))]
[JsonSerializable(typeof(CommunityMembers))]
[JsonSerializable(typeof(HostPaths))]
[JsonSerializable(typeof(IReadOnlyList<GraphInfo>))]
[JsonSerializable(typeof(GraphNodesPage))]
[JsonSerializable(typeof(GraphEdgesPage))]
[JsonSerializable(typeof(GraphCommunitiesPage))]
[JsonSerializable(typeof(GraphCommunityMembers))]
[JsonSerializable(typeof(BrokersPage))]
[JsonSerializable(typeof(InfluencePage))]
[JsonSerializable(typeof(PredictedLinksPage))]
[JsonSerializable(typeof(IReadOnlyList<BehaviourFinding>))]
[JsonSerializable(typeof(BehaviourEvent))]
[JsonSerializable(typeof(SnapshotRequest))]
[JsonSerializable(typeof(SnapshotSeriesRequest))]
[JsonSerializable(typeof(IReadOnlyList<SnapshotSummary>))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(IReadOnlyList<JobStatus>))]
[JsonSerializable(typeof(IReadOnlyList<ModelEntry>))]
[JsonSerializable(typeof(ModelPublished))]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(PartLease))]
[JsonSerializable(typeof(PartProgress))]
[JsonSerializable(typeof(RoundReport))]
[JsonSerializable(typeof(RoundDirective))]
[JsonSerializable(typeof(ScoreResponse))]
[JsonSerializable(typeof(EvaluationRequest))]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(ExplainResponse))]
[JsonSerializable(typeof(FederationPlan))]
[JsonSerializable(typeof(IReadOnlyList<FederationStatus>))]
[JsonSerializable(typeof(SiteKeyRequest))]
[JsonSerializable(typeof(SiteKey))]
[JsonSerializable(typeof(SiteEnrolment))]
[JsonSerializable(typeof(FederationTerms))]
[JsonSerializable(typeof(SiteTask))]
[JsonSerializable(typeof(MessageReceipt))]
[JsonSerializable(typeof(SigningKeys))]
[JsonSerializable(typeof(RoundTranscript))]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(DatasetBackup))]
[JsonSerializable(typeof(SnapshotBackup))]
[JsonSerializable(typeof(FindingsBackup))]
[JsonSerializable(typeof(BackupChecksum))]
[JsonSerializable(typeof(DatasetRestored))]
public sealed partial class WireJson : JsonSerializerContext;
