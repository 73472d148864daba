using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Federation;

namespace NetMl.Gateway.Keys;

/// <summary>Section "SiteKeys": what federated sites show at the door.</summary>
internal sealed class SiteKeyOptions
{
    public const string Section = "SiteKeys";

    /// <summary>Shared with the training-coordinator, which makes the keys: at least 32 characters. Without it no site key is known here.</summary>
    [MinLength(SiteKeys.MinimumSecretCharacters)]
    public string? Secret { get; set; }
}

[OptionsValidator]
internal sealed partial class SiteKeyOptionsValidator : IValidateOptions<SiteKeyOptions>;
