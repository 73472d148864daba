using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.Ingest.Publishing;

namespace NetMl.Ingest.Uploads;

/// <summary>What an upload is answered: counts, or a status with one sentence.</summary>
internal sealed class UploadAnswers(HttpContext context, IngestOptions options, IngestMetrics metrics)
{
    private const int ReasonsInSentence = 3;
    private const string SendAgain = "send the upload again later, flows already taken are not stored twice.";

    public Results<Accepted<FlowsAccepted>, ProblemHttpResult> For(
        string dataset, PublishOutcome outcome, FlowReadSummary summary, int batches) => outcome switch
        {
            PublishOutcome.Published when summary is { RowsAccepted: 0, RowsRejected: > 0 } => AllRejected(summary),
            PublishOutcome.Published => TypedResults.Accepted((string?)null, Totals(dataset, summary, batches)),
            PublishOutcome.TooSlow => Later(
                StatusCodes.Status429TooManyRequests, $"the broker did not take the flows within {options.PublishTimeout.TotalSeconds:0.##} s: {SendAgain}"),
            PublishOutcome.DiskFull => Refuse(
                StatusCodes.Status507InsufficientStorage, "the broker's disk is full: free some space, then send the upload again."),
            _ => Later(StatusCodes.Status503ServiceUnavailable, $"the broker cannot be reached: {SendAgain}"),
        };

    public ProblemHttpResult For(FlowInputException exception) => exception.Fault == FlowInputFault.TooLarge
        ? Refuse(StatusCodes.Status413PayloadTooLarge, $"{exception.Message}.")
        : Refuse(StatusCodes.Status400BadRequest, $"{exception.Message}.");

    public ProblemHttpResult Busy(int seats) => Later(
        StatusCodes.Status429TooManyRequests, $"all {seats} places for uploads or streams like this are taken: try again in {options.RetryAfterSeconds} s.");

    public ProblemHttpResult Refuse(int status, string sentence)
    {
        metrics.Refused(status);
        return TypedResults.Problem(sentence, statusCode: status);
    }

    public static FlowsAccepted Totals(string dataset, FlowReadSummary summary, int batches) => new(
        dataset, summary.Format?.Name() ?? "", summary.RowsAccepted, summary.RowsRejected, batches, summary.Bytes,
        [.. summary.Rejections.Select(r => new RowRejection(r.Reason, r.Rows, r.FirstLines))]);

    private ProblemHttpResult AllRejected(FlowReadSummary summary)
    {
        var reasons = string.Join("; ", summary.Rejections.Take(ReasonsInSentence).Select(r => $"{r.Reason} ({r.Rows} rows, first in line {r.FirstLines[0]})"));
        return Refuse(
            StatusCodes.Status400BadRequest, $"none of the {summary.RowsRejected} rows could be read as {summary.Format?.Name()}: {reasons}.");
    }

    private ProblemHttpResult Later(int status, string sentence)
    {
        context.Response.Headers.RetryAfter = options.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Refuse(status, sentence);
    }
}
