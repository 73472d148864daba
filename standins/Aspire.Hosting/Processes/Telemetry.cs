using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Processes;

/// <summary>The OTLP variables of a process: only when the AppHost knows a collector, unlike the real one, which always has its dashboard.</summary>
static class Telemetry
{
    public static void Add(Dictionary<string, object> environment, string resource, IConfiguration configuration)
    {
        environment["OTEL_SERVICE_NAME"] = resource;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={resource}";
        if (configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] is not { Length: > 0 } endpoint)
            return;
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        environment["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
            environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
    }
}
