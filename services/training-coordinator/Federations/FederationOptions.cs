using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>Settings of federations, section <c>Federations</c>.</summary>
public sealed class FederationOptions
{
    public const string Section = "Federations";

    /// <summary>Longest wait of one call for a task, 0.1 s to 60 s; more calls at the low end.</summary>
    [Range(0.1, 60)]
    public double PollSeconds { get; set; } = 20;

    /// <summary>How often a waiting call asks the actor when nothing was heard from it in this process, 0.05 s to 60 s.</summary>
    [Range(0.05, 60)]
    public double AskSeconds { get; set; } = 5;
}

[OptionsValidator]
sealed partial class FederationOptionsValidator : IValidateOptions<FederationOptions>;

/// <summary>Section <c>SiteKeys</c>.</summary>
public sealed class SiteKeyOptions
{
    public const string Section = "SiteKeys";

    /// <summary>Shared with the gateway: at least 32 characters. Without it no site key can be made.</summary>
    [MinLength(SiteKeys.MinimumSecretCharacters)]
    public string? Secret { get; set; }
}

[OptionsValidator]
sealed partial class SiteKeyOptionsValidator : IValidateOptions<SiteKeyOptions>;
