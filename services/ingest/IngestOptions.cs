using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.Ingest;

/// <summary>Section "Ingest".</summary>
internal sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>Bytes of one upload as sent, compressed or not; more is refused with 413. Default 4 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxUploadBytes { get; set; } = 4L << 30;

    /// <summary>Bytes of one upload after decompression; guards against archives that expand without end. Default 16 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxDecompressedBytes { get; set; } = 16L << 30;

    /// <summary>Bytes of one row; longer rows are counted as rejected. Default 64 KiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxRowBytes { get; set; } = 64 * 1024;

    /// <summary>Rows in one batch at most. Small batches cost messages, large ones memory.</summary>
    [Range(1, 65536)]
    public int BatchRows { get; set; } = 8192;

    /// <summary>Uploads read at the same time; further ones are answered 429. Each takes a few MB.</summary>
    [Range(1, 1000)]
    public int MaxConcurrentUploads { get; set; } = 8;

    /// <summary>WebSockets open at the same time; further ones are answered 429.</summary>
    [Range(1, 10000)]
    public int MaxConcurrentStreams { get; set; } = 64;

    /// <summary>Batches on their way to the broker at the same time, for all uploads together.</summary>
    [Range(1, 64)]
    public int MaxPublishesInFlight { get; set; } = 4;

    /// <summary>Times that the broker is asked to take one batch before the upload fails with 503.</summary>
    [Range(1, 20)]
    public int PublishAttempts { get; set; } = 4;

    /// <summary>How long one batch may wait for the broker, all attempts together; then the upload is answered 429.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Seconds in the Retry-After header of 429 and 503.</summary>
    [Range(1, 3600)]
    public int RetryAfterSeconds { get; set; } = 5;

    /// <summary>A WebSocket's rows are published when nothing more has come for this long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan StreamFlushAfter { get; set; } = TimeSpan.FromMilliseconds(500);
}

[OptionsValidator]
internal sealed partial class IngestOptionsValidator : IValidateOptions<IngestOptions>;
