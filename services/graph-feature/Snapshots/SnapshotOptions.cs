using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>Section Snapshots.</summary>
public sealed class SnapshotOptions
{
    /// <summary>Most flows in one snapshot or host table, 1 to 50,000,000; each takes about 1 KB of memory while it is built.</summary>
    [Range(1, 50_000_000)]
    public int MaximumFlows { get; set; } = 1_000_000;

    /// <summary>Room for tensor files in MiB, at least 1; the least recently read go first and are made again when asked for.</summary>
    [Range(1, 1 << 20)]
    public int MaximumCacheMebibytes { get; set; } = 1024;
}

[OptionsValidator]
internal sealed partial class SnapshotOptionsValidator : IValidateOptions<SnapshotOptions>;
