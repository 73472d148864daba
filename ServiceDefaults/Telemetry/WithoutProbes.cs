using System.Diagnostics;
using OpenTelemetry;

namespace NetMl.ServiceDefaults.Telemetry;

/// <summary>Leaves the spans of health probes out: they come every second and tell nothing.</summary>
sealed class WithoutProbes : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (IsProbe(data))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static bool IsProbe(Activity span) =>
        span.OperationName == "proxy.destination_health_check"
        || span.GetTagItem("url.path") is "/health" or "/alive" or "/healthz"
        || (span.GetTagItem("url.full") is string url && url.EndsWith("/health", StringComparison.Ordinal));
}
