using Yarp.ReverseProxy.Forwarder;

namespace NetMl.Gateway.Forwarding;

internal sealed partial class Failover
{
    [LoggerMessage(1020, LogLevel.Information, "A request that {Service} instance {Instance} did not answer ({Error}) goes to another instance")]
    private partial void FailedOver(string service, string instance, ForwarderError error);
}
