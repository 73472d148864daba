using NetMl.Gnn.HostAnomaly;

namespace NetMl.Gnn.Anomalies;

/// <summary>The tasks that learn without labels.</summary>
public static class AnomalyTasks
{
    /// <summary>How odd a flow is.</summary>
    public const string Flows = "flow-anomaly";

    /// <summary>How odd a host is inside a window.</summary>
    public const string Hosts = HostNetwork.Task;
}
