using Microsoft.Extensions.Options;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.Ingest.Limits;
using NetMl.Ingest.Publishing;
using NetMl.Ingest.Uploads;

namespace NetMl.Ingest.Streams;

/// <summary>GET /v1/datasets/{dataset}/flows/stream: a WebSocket that takes lines and answers with totals.</summary>
internal static class StreamFlows
{
    // Over HTTP/2 a WebSocket begins with CONNECT (RFC 8441).
    private static readonly string[] Verbs = ["GET", "CONNECT"];

    public static void MapStreamFlows(this IEndpointRouteBuilder app) =>
        app.MapMethods("/v1/datasets/{dataset}/flows/stream", Verbs, HandleAsync)
            .WithName("StreamFlows")
            .WithTags("Flows")
            .WithSummary("WebSocket: text lines of one format in (the first line decides); totals as JSON out after each published batch; close when done.")
            .Produces<FlowsAccepted>(StatusCodes.Status101SwitchingProtocols)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> HandleAsync(
        string dataset, string? format, HttpContext context, IngestSeats seats, FlowPublisher publisher, IOptions<IngestOptions> options,
        IngestMetrics metrics, TimeProvider time, CancellationToken cancellationToken)
    {
        var answers = new UploadAnswers(context, options.Value, metrics);
        var request = UploadRequest.Read(dataset, format, context.Request, options.Value);
        if (request.Refusal is { } refusal)
            return answers.Refuse(refusal.Status, refusal.Sentence);
        if (!context.WebSockets.IsWebSocketRequest)
            return answers.Refuse(StatusCodes.Status400BadRequest, "this address is a WebSocket: connect with ws:// or wss://, or POST a file to …/flows.");
        using var seat = seats.Streams.TryTake();
        if (seat is null)
            return answers.Busy(options.Value.MaxConcurrentStreams);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var readOptions = UploadRequest.ReadOptions(options.Value) with { FlushAfter = options.Value.StreamFlushAfter, Time = time };
        var window = new PublishWindow(publisher, metrics, size: 1);
        // Pauses cut the stream into batches: only their content can name them.
        await new FlowStream(dataset, socket, window, new BatchIds(dataset, key: null)).RunAsync(request.Format, readOptions, metrics, cancellationToken);
        return TypedResults.Empty;
    }
}
