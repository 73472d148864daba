namespace NetMl.Contracts;

/// <summary>The name of each service: folder under services/, Aspire resource, Dapr app-id and gateway cluster.</summary>
public static class AppIds
{
    public const string Gateway = "gateway";
    public const string Ingest = "ingest";
    public const string GraphFeature = "graph-feature";
    public const string TrainingCoordinator = "training-coordinator";
    public const string TrainingWorker = "training-worker";
    public const string ParameterShard = "parameter-shard";
    public const string Inference = "inference";
}
