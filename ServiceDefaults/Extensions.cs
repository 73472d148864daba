using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NetMl.ServiceDefaults.Failures;
using NetMl.ServiceDefaults.Health;
using NetMl.ServiceDefaults.Listening;
using NetMl.ServiceDefaults.Logs;
using NetMl.ServiceDefaults.Security;
using NetMl.ServiceDefaults.Settings;
using NetMl.ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service has: the same two calls as in the Aspire template.</summary>
public static class Extensions
{
    /// <summary>Adds listening, logs, telemetry, health, problem+json failures, the app token check and checked settings.</summary>
    /// <param name="requireAppToken">False for the gateway: its callers show an API key instead of the app token.</param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, bool requireAppToken = true)
        where TBuilder : IHostApplicationBuilder
    {
        StartupFailure.ReportAsOneSentence();
        builder.AddLineLogs();
        builder.AddTwoEndpoints();
        builder.AddTelemetryExport();
        builder.AddDefaultHealthChecks();
        builder.Services.AddProblemResponses();
        if (requireAppToken)
            builder.AddAppTokenCheck();
        builder.Services.AddOpenApi();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        return builder;
    }

    /// <summary>
    /// Maps /health, /alive and /openapi/v1.json, and turns every failure of what is mapped after it into application/problem+json:
    /// call it first after <c>Build()</c>.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.UseProblemResponses();
        app.MapHealthEndpoints();
        app.MapOpenApi();
        return app;
    }
}
