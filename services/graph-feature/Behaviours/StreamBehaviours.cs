using System.Globalization;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Findings as server-sent events: those known, then new and changed ones as they come.</summary>
internal static class StreamBehaviours
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static void MapStreamBehaviours(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/behaviours/stream", HandleAsync).WithName("StreamBehaviours").WithTags("behaviours")
            .WithSummary("Findings as server-sent events: known ones first, then new ones; Last-Event-ID resumes")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Each event's id is the finding's place in the log, so a client that comes back with Last-Event-ID misses nothing.</summary>
    private static async Task<IResult> HandleAsync(
        string dataset, HttpContext http, IFlowStore store, IFindingStore findings, FindingChanges changes, IHostApplicationLifetime lifetime, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!TryReadResume(http.Request, out var after))
            return Problems.Bad("Last-Event-ID", http.Request.Headers["Last-Event-ID"], "the id of an event of this stream");
        if (await store.FindDatasetAsync(dataset, cancellationToken) is null)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await StreamAsync(dataset, after, http.Response, findings, changes, time, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left, or the service stops: the stream is over.
        }
        return Results.Empty;
    }

    private static bool TryReadResume(HttpRequest request, out long after)
    {
        after = 0;
        return request.Headers["Last-Event-ID"] is not [{ } text] || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after);
    }

    private static async Task StreamAsync(
        string dataset, long after, HttpResponse response, IFindingStore findings, FindingChanges changes, TimeProvider time, CancellationToken cancellationToken)
    {
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            var next = changes.Next;
            foreach (var stored in await findings.ListFindingsAsync(dataset, after, cancellationToken))
            {
                await WriteAsync(response, stored, cancellationToken);
                after = stored.Sequence;
            }
            await response.Body.FlushAsync(cancellationToken);
            await WaitAsync(next, response, time, cancellationToken);
        }
    }

    /// <summary>Comments keep proxies from closing a silent stream.</summary>
    private static async Task WaitAsync(Task next, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await next.WaitAsync(KeepAlive, time, cancellationToken);
                return;
            }
            catch (TimeoutException)
            {
                await response.WriteAsync(": still here\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
        }
    }

    private static Task WriteAsync(HttpResponse response, StoredFinding stored, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(stored.Finding, WireJson.Default.BehaviourFinding);
        return response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {stored.Sequence}\ndata: {json}\n\n"), cancellationToken);
    }
}
