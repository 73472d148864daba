using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.Inference.Models;

/// <summary>Section "Inference:Models".</summary>
internal sealed class ModelOptions
{
    public const string Section = "Inference:Models";

    /// <summary>Between two looks at the registry. Events only shorten the wait, since instances compete for them.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Versions kept in memory; the latest of each model are kept beyond that number, the others leave least recently used first.</summary>
    [Range(1, 10_000)]
    public int MaxLoaded { get; set; } = 16;

    /// <summary>Bytes of the largest artifact that is read.</summary>
    [Range(1, int.MaxValue)]
    public int MaxArtifactBytes { get; set; } = 256 << 20;

    /// <summary>A version that could not be loaded is tried again after this time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RetryLoad { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;
