using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.GraphFeature.Graphs;

/// <summary>Section Graphs.</summary>
public sealed class GraphOptions
{
    /// <summary>Largest upload of one graph in MiB, 1 to 16,384; reading it takes about four times as much memory, and meanwhile a temporary file.</summary>
    [Range(1, 1 << 14)]
    public int MaximumMebibytes { get; set; } = 256;

    /// <summary>The same in bytes.</summary>
    internal long MaximumBytes => MaximumMebibytes * (1L << 20);
}

[OptionsValidator]
internal sealed partial class GraphOptionsValidator : IValidateOptions<GraphOptions>;
