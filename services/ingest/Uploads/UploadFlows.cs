using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.Ingest.Limits;
using NetMl.Ingest.Publishing;

namespace NetMl.Ingest.Uploads;

/// <summary>POST /v1/datasets/{dataset}/flows: a file of flows in, batches to the broker, counts back.</summary>
internal static class UploadFlows
{
    public static void MapUploadFlows(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/datasets/{dataset}/flows", HandleAsync)
            .WithName("UploadFlows")
            .WithTags("Flows")
            .WithSummary("Adds flows to a data set: Zeek conn.log (TSV or JSON), Argus binetflow, CICFlowMeter CSV, NDJSON or frames, plain or gzip.")
            // The content tells its format; curl and others send types that say nothing.
            .Accepts<Stream>("application/octet-stream", "text/plain", "text/csv", "application/x-ndjson", "application/gzip", "*/*")
            .Produces<FlowsAccepted>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);

    /// <param name="dataset">1 to 64 characters of a-z, 0-9, - and _.</param>
    /// <param name="format">auto, or a format's name.</param>
    private static async Task<Results<Accepted<FlowsAccepted>, ProblemHttpResult>> HandleAsync(
        string dataset, string? format, HttpContext context, IngestSeats seats, FlowPublisher publisher, IOptions<IngestOptions> options,
        IngestMetrics metrics, CancellationToken cancellationToken)
    {
        var answers = new UploadAnswers(context, options.Value, metrics);
        var request = UploadRequest.Read(dataset, format, context.Request, options.Value);
        if (request.Refusal is { } refusal)
            return answers.Refuse(refusal.Status, refusal.Sentence);
        using var seat = seats.Uploads.TryTake();
        if (seat is null)
            return answers.Busy(options.Value.MaxConcurrentUploads);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
            bodySize.MaxRequestBodySize = options.Value.MaxUploadBytes;
        var reading = FlowFileReader.ReadAsync(context.Request.Body, request.Format, UploadRequest.ReadOptions(options.Value));
        var window = new PublishWindow(publisher, metrics, options.Value.MaxPublishesInFlight);
        try
        {
            var outcome = await PublishAsync(reading, window, new BatchIds(dataset, request.Key), cancellationToken);
            return answers.For(dataset, outcome, reading.Summary, window.Published);
        }
        catch (FlowInputException e)
        {
            return answers.For(e);
        }
        finally
        {
            metrics.Read(reading.Summary);
        }
    }

    private static async Task<PublishOutcome> PublishAsync(FlowReading reading, PublishWindow window, BatchIds ids, CancellationToken cancellationToken)
    {
        await foreach (var batch in reading.WithCancellation(cancellationToken))
        {
            if (!await window.SendAsync(FlowFrame.Encode(ids, batch), batch.Count, cancellationToken))
                break;
        }
        return await window.CompleteAsync();
    }
}
