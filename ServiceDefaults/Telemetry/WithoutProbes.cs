using System.Diagnostics;
using OpenTelemetry;

namespace NetMl.ServiceDefaults.Telemetry;

/// <summary>Leaves the spans of health probes out: they come every second and tell nothing.</summary>
sealed class WithoutProbes : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem("url.path") is "/health" or "/alive" or "/healthz")
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
