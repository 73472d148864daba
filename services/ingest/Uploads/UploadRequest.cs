using NetMl.Contracts;
using NetMl.Flows;
using NetMl.Ingest.Limits;

namespace NetMl.Ingest.Uploads;

/// <summary>What an upload asks for, as far as its headers tell.</summary>
/// <param name="Format">Null = find out.</param>
/// <param name="Key">The caller's name for the upload; null = its content names it.</param>
/// <param name="Refusal">Why it is refused before a byte is read; null = go on.</param>
internal sealed record UploadRequest(FlowFormat? Format, string? Key, Refusal? Refusal)
{
    private const int MaxKeyLength = 200;

    public static UploadRequest Read(string dataset, string? format, HttpRequest request, IngestOptions options)
    {
        if (!DatasetName.IsValid(dataset))
            return Refused(StatusCodes.Status400BadRequest, $"'{dataset}' cannot name a data set: {DatasetName.Rule}.");
        if (!TryParseFormat(format, out var known))
            return Refused(StatusCodes.Status400BadRequest, $"format '{format}' is unknown: use auto, {string.Join(", ", FlowFormatNames.All)}.");
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding is not "" and not "identity" && !encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            return Refused(StatusCodes.Status415UnsupportedMediaType, $"content encoding '{encoding}' is unknown: send the flows plain or as gzip.");
        if (request.ContentLength > options.MaxUploadBytes)
        {
            return Refused(
                StatusCodes.Status413PayloadTooLarge,
                $"the upload is {request.ContentLength} bytes; at most {options.MaxUploadBytes} are taken at once: send it in parts.");
        }
        var key = request.Headers[WireHeaders.IdempotencyKey].ToString();
        if (key.Length > MaxKeyLength)
            return Refused(StatusCodes.Status400BadRequest, $"{WireHeaders.IdempotencyKey} has {key.Length} characters; at most {MaxKeyLength} are allowed.");
        return new UploadRequest(known, key.Length == 0 ? null : key, null);
    }

    public static bool TryParseFormat(string? name, out FlowFormat? format)
    {
        format = null;
        if (string.IsNullOrEmpty(name) || name.Equals("auto", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!FlowFormatNames.TryParse(name, out var known))
            return false;
        format = known;
        return true;
    }

    public static FlowReadOptions ReadOptions(IngestOptions options) => new()
    {
        BatchRows = options.BatchRows,
        MaxRowBytes = options.MaxRowBytes,
        MaxBytes = options.MaxDecompressedBytes,
    };

    private static UploadRequest Refused(int status, string sentence) => new(null, null, new Refusal(status, sentence));
}

/// <summary>A status and the sentence that goes with it.</summary>
internal sealed record Refusal(int Status, string Sentence);
