using System.Text.Json;
using DaprLocal.Api;
using DaprLocal.Apps;

namespace DaprLocal.Hub;

/// <summary>What a hub must know of an app whose sidecar port lies in another process.</summary>
internal static class MemberApp
{
    public static void Write(Utf8JsonWriter writer, AppOptions app)
    {
        writer.WriteStartObject();
        writer.WriteString("appId", app.AppId);
        writer.WriteNumber("appPort", app.AppPort);
        writer.WriteNumber("httpPort", app.HttpPort);
        writer.WriteString("address", app.AppChannelAddress);
        writer.WriteString("protocol", app.AppProtocol);
        writer.WriteNumber("maxBodyBytes", app.MaxBodyBytes);
        writer.WriteNumber("maxConcurrency", app.MaxConcurrency);
        writer.WriteBoolean("healthCheck", app.HealthCheck);
        writer.WriteString("healthCheckPath", app.HealthCheckPath);
        writer.WriteNumber("healthCheckInterval", app.HealthCheckInterval.TotalSeconds);
        writer.WriteNumber("healthCheckTimeout", app.HealthCheckTimeout.TotalSeconds);
        writer.WriteNumber("healthCheckThreshold", app.HealthCheckThreshold);
        writer.WriteBoolean("logApiCalls", app.LogApiCalls);
        if (app.AppToken is not null)
            writer.WriteString("appToken", app.AppToken);
        writer.WriteEndObject();
    }

    public static AppOptions Read(JsonElement app) => new()
    {
        AppId = app.Text("appId") ?? "",
        AppPort = app.GetProperty("appPort").GetInt32(),
        HttpPort = app.GetProperty("httpPort").GetInt32(),
        AppChannelAddress = app.Text("address") ?? "",
        AppProtocol = app.Text("protocol") ?? "",
        MaxBodyBytes = app.GetProperty("maxBodyBytes").GetInt64(),
        MaxConcurrency = app.GetProperty("maxConcurrency").GetInt32(),
        HealthCheck = app.Flag("healthCheck"),
        HealthCheckPath = app.Text("healthCheckPath") ?? "",
        HealthCheckInterval = TimeSpan.FromSeconds(app.GetProperty("healthCheckInterval").GetDouble()),
        HealthCheckTimeout = TimeSpan.FromSeconds(app.GetProperty("healthCheckTimeout").GetDouble()),
        HealthCheckThreshold = app.GetProperty("healthCheckThreshold").GetInt32(),
        LogApiCalls = app.Flag("logApiCalls"),
        AppToken = app.Text("appToken"),
    };
}
