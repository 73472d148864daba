using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace NetMl.Benchmarks.Latency;

/// <summary>What a sidecar adds to a call: the same call straight to the app and through dapr-local, one after the other.</summary>
internal static class SidecarLatency
{
    private const int BodyBytes = 1024;
    private const int WarmUp = 100;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int calls, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        await using var app = await EchoApp.StartAsync(cancellationToken);
        var direct = EchoApp.Address(app);
        await using var sidecar = await SidecarProcess.StartAsync(direct.Port, http, cancellationToken);

        var echo = await MedianAsync(http, HttpMethod.Post, new Uri(direct, "/echo"), calls, cancellationToken);
        var put = await MedianAsync(http, HttpMethod.Put, new Uri(direct, $"/actors/{EchoApp.ActorType}/1/method/ping"), calls, cancellationToken);
        var invoked = await MedianAsync(http, HttpMethod.Post, new Uri(sidecar.Address, "/v1.0/invoke/benchmark/method/echo"), calls, cancellationToken);
        var actor = await MedianAsync(http, HttpMethod.Put, new Uri(sidecar.Address, $"/v1.0/actors/{EchoApp.ActorType}/1/method/ping"), calls, cancellationToken);
        var published = await MedianAsync(http, HttpMethod.Post, new Uri(sidecar.Address, $"/v1.0/publish/pubsub/{EchoApp.Topic}"), calls, cancellationToken);
        return
        [
            Added("system.actor_call_ms", "an actor call", actor, put, calls),
            Added("system.publish_ms", "a publish (durable before it is answered)", published, echo, calls),
            Added("system.invoke_ms", "a service invocation", invoked, echo, calls),
        ];
    }

    private static Figure Added(string name, string what, double through, double direct, int calls) => new(
        name, through - direct, "ms",
        string.Create(CultureInfo.InvariantCulture, $"added to {what} by dapr-local: {through:0.###} ms through it, {direct:0.###} ms direct; medians of {calls} calls with {BodyBytes} bytes"));

    private static async Task<double> MedianAsync(HttpClient http, HttpMethod method, Uri address, int calls, CancellationToken cancellationToken)
    {
        var body = new byte[BodyBytes];
        var times = new List<double>(calls);
        for (var call = -WarmUp; call < calls; call++)
        {
            using var request = new HttpRequestMessage(method, address) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var started = Stopwatch.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            if (call >= 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!response.IsSuccessStatusCode)
                throw new BenchmarkFailure($"{method} {address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
        return Statistics.Median(times);
    }
}
