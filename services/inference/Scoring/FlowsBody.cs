using Microsoft.Extensions.Options;
using NetMl.Flows;
using NetMl.Inference.Capacity;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Scoring;

/// <summary>The flows of one request, in the order in which they were sent.</summary>
internal sealed record ReceivedFlows(IReadOnlyList<FlowBatch> Batches, int Count, long RowsRejected);

/// <summary>Reads the flows of a request body: any format that ingest reads, at most as many as one request may hold.</summary>
internal sealed class FlowsBody(IOptions<CapacityOptions> options)
{
    /// <param name="format">Name of the format; null or auto = find out.</param>
    /// <exception cref="Refusal">400, 413 or 415; the sentence says what is wrong with the body.</exception>
    public async Task<ReceivedFlows> ReadAsync(HttpRequest request, string? format, CancellationToken cancellationToken)
    {
        RequireKnownEncoding(request);
        var reading = FlowFileReader.ReadAsync(request.Body, Format(format), new FlowReadOptions { MaxBytes = options.Value.MaxBodyBytes });
        List<FlowBatch> batches = [];
        var count = 0;
        try
        {
            await foreach (var batch in reading.WithCancellation(cancellationToken))
            {
                batches.Add(batch);
                count += batch.Count;
                if (count > options.Value.MaxFlows)
                    throw Refusal.TooLarge($"The request holds more than {options.Value.MaxFlows} flows; send them in several requests.");
            }
        }
        catch (FlowInputException refused)
        {
            throw new Refusal(refused.Fault == FlowInputFault.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, $"The flows cannot be read: {refused.Message}.");
        }
        var summary = reading.Summary;
        if (count == 0)
            throw Refusal.BadRequest(summary.Rejections is [var first, ..] ? $"None of the {summary.RowsRejected} rows could be read; the first reason, at line {first.FirstLines[0]}: {first.Reason}." : "The request holds no flow.");
        return new(batches, count, summary.RowsRejected);
    }

    private static FlowFormat? Format(string? name)
    {
        if (name is null or "" or "auto")
            return null;
        return FlowFormatNames.TryParse(name, out var format) ? format : throw Refusal.BadRequest($"The format '{name}' is unknown; known are auto, {string.Join(", ", FlowFormatNames.All)}.");
    }

    // gzip is told by its magic bytes, whatever the header says.
    private static void RequireKnownEncoding(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not ("" or "identity" or "gzip" or "x-gzip"))
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, $"The content encoding '{encoding}' is not read here; send gzip or none.");
    }
}
