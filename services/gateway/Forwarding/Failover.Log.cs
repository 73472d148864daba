using Yarp.ReverseProxy.Forwarder;

namespace NetMl.Gateway.Forwarding;

internal sealed partial class Failover
{
    [LoggerMessage(1020, LogLevel.Information, "A request that {Service} instance {Instance} did not answer ({Error}) goes to another instance")]
    private partial void FailedOver(string service, string instance, ForwarderError error);

    [LoggerMessage(1021, LogLevel.Warning, "A request to {Service} failed at {Instance}: {Error} {Reason}")]
    private partial void GivenUp(string service, string? instance, ForwarderError error, string? reason);
}
