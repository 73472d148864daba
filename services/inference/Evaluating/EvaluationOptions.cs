using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NetMl.Inference.Evaluating;

/// <summary>Section "Inference:Evaluation".</summary>
internal sealed class EvaluationOptions
{
    public const string Section = "Inference:Evaluation";

    /// <summary>Flows of one evaluation, which takes up to 1 KB of memory for each.</summary>
    [Range(1, 10_000_000)]
    public int MaxFlows { get; set; } = 1_000_000;

    /// <summary>Bytes of the stored flows of one evaluation; a sidecar carries no more than the default.</summary>
    [Range(1, 256 << 20)]
    public int MaxBytes { get; set; } = 256 << 20;

    /// <summary>Flows that are answered at once, in whole windows; a model that remembers hosts over windows forgets them between two such pieces.</summary>
    [Range(1, 10_000_000)]
    public int PieceFlows { get; set; } = 200_000;
}

[OptionsValidator]
internal sealed partial class EvaluationOptionsValidator : IValidateOptions<EvaluationOptions>;
