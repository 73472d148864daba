using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.Inference.Capacity;

/// <summary>Section "Inference:Capacity".</summary>
internal sealed class CapacityOptions
{
    public const string Section = "Inference:Capacity";

    /// <summary>Predictions computed at once; 0 = one per processor.</summary>
    [Range(0, 1024)]
    public int Concurrency { get; set; }

    /// <summary>Requests that may wait for their turn; beyond that they get 503 with Retry-After.</summary>
    [Range(0, 100_000)]
    public int Queue { get; set; } = 256;

    /// <summary>Bytes of one request body, after decompression where flows are sent.</summary>
    [Range(1, int.MaxValue)]
    public int MaxBodyBytes { get; set; } = 64 << 20;

    /// <summary>Flows in one request.</summary>
    [Range(1, 10_000_000)]
    public int MaxFlows { get; set; } = 100_000;

    /// <summary>Nodes of a graph that a node classifier gets in one request; each takes memory for every hidden value.</summary>
    [Range(1, 10_000_000)]
    public int MaxNodes { get; set; } = 100_000;
}

[OptionsValidator]
internal sealed partial class CapacityOptionsValidator : IValidateOptions<CapacityOptions>;
