using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Limits;

/// <summary>Section "Gateway:Limits".</summary>
internal sealed class LimitOptions
{
    public const string Section = "Gateway:Limits";

    /// <summary>Requests per second that each key may keep up. At the low end a key gets one request in 1000 seconds.</summary>
    [Range(0.001, 1_000_000)]
    public double PermitsPerSecond { get; set; } = 1000;

    /// <summary>Requests that a key may send at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 2000;

    /// <summary>Calls per second without a valid key that each address may make before it gets 429 instead of 401.</summary>
    [Range(0.001, 1_000_000)]
    public double StrangerPermitsPerSecond { get; set; } = 5;

    /// <summary>Calls without a valid key that an address may make at once.</summary>
    [Range(1, 1_000_000)]
    public int StrangerBurst { get; set; } = 50;

    /// <summary>Bytes of one request body; 0 = no limit here (ingest and inference have their own). Default 16 GiB.</summary>
    [Range(0, long.MaxValue)]
    public long MaxBodyBytes { get; set; } = 16L << 30;
}

[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
