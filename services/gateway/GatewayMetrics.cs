using System.Diagnostics.Metrics;

namespace NetMl.Gateway;

/// <summary>What the gateway counts; ASP.NET and YARP count requests and durations themselves.</summary>
internal sealed class GatewayMetrics
{
    public const string MeterName = "NetMl.Gateway";

    private readonly Counter<long> _forwards;
    private readonly Counter<long> _failovers;
    private readonly Counter<long> _rejections;

    public GatewayMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _forwards = meter.CreateCounter<long>("netml.gateway.forwards", "{request}", "Requests sent to an instance, by service and instance.");
        _failovers = meter.CreateCounter<long>("netml.gateway.failovers", "{request}", "Requests sent again to another instance after a failure.");
        _rejections = meter.CreateCounter<long>("netml.gateway.rejections", "{request}", "Requests refused by the gateway itself, by reason.");
    }

    public void Forwarded(string service, string instance) => _forwards.Add(1, new("service", service), new("instance", instance));

    public void FailedOver(string service, string instance) => _failovers.Add(1, new("service", service), new("instance", instance));

    public void Rejected(string reason) => _rejections.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
