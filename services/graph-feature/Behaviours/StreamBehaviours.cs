using Microsoft.Extensions.Options;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Findings as server-sent events or over a WebSocket: those known, then new, changed and withdrawn ones as they come.</summary>
internal static class StreamBehaviours
{
    // Over HTTP/2 a WebSocket begins with CONNECT (RFC 8441).
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Connect];

    public static void MapStreamBehaviours(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/v1/datasets/{dataset}/behaviours/stream", Methods, HandleAsync).WithName("StreamBehaviours").WithTags("behaviours")
            .WithSummary("Findings as server-sent events, or as messages of a WebSocket: known ones first, then changes; Last-Event-ID or 'after' resumes")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>Each event's token is the finding's place in the log, so a client that comes back with it misses nothing.</summary>
    private static async Task<IResult> HandleAsync(
        string dataset, string? after, HttpContext http, IFlowStore store, FindingFeed feed, StreamSeats seats, IOptions<AnalysisOptions> options,
        IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var last = string.IsNullOrEmpty(after) ? http.Request.Headers["Last-Event-ID"].ToString() : after;
        if (!FindingToken.TryParse(last, out var token))
            return Problems.Bad(string.IsNullOrEmpty(after) ? "Last-Event-ID" : nameof(after), last, "the token of an event of this stream, or 0 for the beginning");
        if (await store.FindDatasetAsync(dataset, cancellationToken) is null)
            return await Problems.UnknownDatasetAsync(store, dataset, cancellationToken);
        using var seat = seats.TryTake();
        if (seat is null)
            return TypedResults.Problem(
                $"There are {options.Value.MaximumStreams} streams of findings open already (setting Behaviours:MaximumStreams): close one, or try again later.",
                statusCode: StatusCodes.Status429TooManyRequests);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var slowest = TimeSpan.FromSeconds(options.Value.SlowestReaderSeconds);
        var events = feed.ReadAsync(dataset, token, stop.Token);
        if (http.WebSockets.IsWebSocketRequest)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await FindingSocket.WriteAsync(socket, events, slowest, stop.Token);
        }
        else
        {
            await WriteAsync(http, events, slowest, stop.Token);
        }
        return Results.Empty;
    }

    private static async Task WriteAsync(HttpContext http, IAsyncEnumerable<BehaviourEvent?> events, TimeSpan slowest, CancellationToken cancellationToken)
    {
        try
        {
            await FindingEvents.WriteAsync(http.Response, events, slowest, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or StoreUnavailableException)
        {
            // The client left or is too slow, the database is away, or the service stops: the stream is over, and whoever comes back goes on with the last token.
            if (!cancellationToken.IsCancellationRequested)
                http.Abort();
        }
    }
}
