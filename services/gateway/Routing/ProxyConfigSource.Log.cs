namespace NetMl.Gateway.Routing;

internal sealed partial class ProxyConfigSource
{
    [LoggerMessage(1010, LogLevel.Debug, "Cluster {Cluster} has the instances {Instances}")]
    private partial void InstancesRead(string cluster, string instances);

    [LoggerMessage(1011, LogLevel.Error, "The changed configuration is not used: {Reason}")]
    private partial void InstancesKept(string reason);
}
