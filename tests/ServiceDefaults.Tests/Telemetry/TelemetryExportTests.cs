using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NetMl.Tests;

namespace NetMl.ServiceDefaults.Tests.Telemetry;

/// <summary>A service process exports to a collector that this test plays; what it sends is searched as text inside the protobuf.</summary>
public sealed class TelemetryExportTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _received = new();
    private readonly WebApplication _collector;

    public TelemetryExportTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _collector = builder.Build();
        _collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _received.GetOrAdd(context.Request.Path.Value!, _ => new()).Enqueue(Encoding.Latin1.GetString(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    public Task InitializeAsync() => _collector.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [SkippableFact]
    public async Task Stop_AfterRequests_FlushesSpansMetricsAndLogs()
    {
        Skip.If(OperatingSystem.IsWindows(), "sends SIGTERM");
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        using var service = new ServiceProcess(new()
        {
            ["HTTP_PORT"] = port,
            ["OTEL_SERVICE_NAME"] = "sample-1",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
        });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await UntilHealthyAsync(http);

        using var answer = await http.GetAsync("/nowhere");
        service.Terminate();
        var (exitCode, _, _) = await service.EndAsync();

        Assert.Equal(0, exitCode);
        var spans = string.Concat(_received["/v1/traces"]);
        Assert.Contains("/nowhere", spans, StringComparison.Ordinal);
        Assert.Contains("http.response.status_code", spans, StringComparison.Ordinal);
        Assert.Contains("sample-1", spans, StringComparison.Ordinal);
        Assert.DoesNotContain("/health", spans, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", string.Concat(_received["/v1/metrics"]), StringComparison.Ordinal);
        Assert.Contains("Now listening on", string.Concat(_received["/v1/logs"]), StringComparison.Ordinal);
    }

    private static async Task UntilHealthyAsync(HttpClient http)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                if (await http.GetStringAsync("/health", patience.Token) == "Healthy")
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }
}
