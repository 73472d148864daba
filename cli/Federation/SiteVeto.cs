using System.Text.Json;
using System.Text.Json.Serialization;
using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Federation;

/// <summary>What a site does not agree to, whatever the server says; <c>--veto-file</c> holds the same as JSON.</summary>
/// <param name="MaxEpsilon">Most privacy that its part in the model may cost; a plan without differential privacy has no ε and is refused, too.</param>
/// <param name="AllowModels">Names of models that it helps to train; null = any.</param>
/// <param name="RequireSecure">Only where the server sees nothing but sums.</param>
/// <param name="Hours">Such as 22-06, local time; null = always.</param>
internal sealed record SiteVeto(double? MaxEpsilon = null, IReadOnlyList<string>? AllowModels = null, bool RequireSecure = false, string? Hours = null)
{
    /// <summary>Why these terms are refused, in a sentence; null = they are not.</summary>
    public string? OfTerms(FederationTerms terms)
    {
        if (AllowModels is { Count: > 0 } && !AllowModels.Contains(terms.Plan.Model, StringComparer.Ordinal))
            return $"The federation trains model '{terms.Plan.Model}', which is not among the allowed ones ({string.Join(", ", AllowModels)}).";
        if (RequireSecure && terms.Plan.Security is { SecureAggregation: false })
            return "The federation does not use secure aggregation: the server would see this site's updates.";
        if (MaxEpsilon is { } most && terms.PlannedEpsilon is null)
            return $"The federation has no differential privacy, and this site wants ε of at most {Words.Number(most)}.";
        return MaxEpsilon < terms.PlannedEpsilon ? $"The federation plans to spend ε = {Words.Number(terms.PlannedEpsilon ?? 0)}, above this site's {Words.Number(MaxEpsilon ?? 0)}." : null;
    }

    /// <summary>Why the next round is refused, given what was spent and what a round costs at most.</summary>
    public string? OfRound(double? spent, double next) => MaxEpsilon is { } most && spent + next > most
        ? $"The next round would bring ε from {Words.Number(spent ?? 0)} to about {Words.Number((spent ?? 0) + next)}, above this site's {Words.Number(most)}."
        : null;

    public bool IsOpen(TimeOnly now) => Hours is null || VetoHours.Parse(Hours) is not { } hours || hours.Contain(now);

    /// <summary>The stricter of both in each respect.</summary>
    public SiteVeto And(SiteVeto other) => new(
        Min(MaxEpsilon, other.MaxEpsilon),
        AllowModels is null ? other.AllowModels : other.AllowModels is null ? AllowModels : [.. AllowModels.Intersect(other.AllowModels, StringComparer.Ordinal), ""],
        RequireSecure || other.RequireSecure, other.Hours ?? Hours);

    /// <exception cref="CommandFailure">The file is absent or not understood; nothing is sent on a guess.</exception>
    public static SiteVeto Read(string path)
    {
        try
        {
            var veto = JsonSerializer.Deserialize(File.ReadAllBytes(path), VetoJson.Default.SiteVeto) ?? throw new JsonException("it is null");
            return veto.Hours is null || VetoHours.Parse(veto.Hours) is not null ? veto : throw new JsonException($"'{veto.Hours}' are no hours such as 22-06");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The veto file '{path}' cannot be read ({exception.Message.TrimEnd('.')}): nothing is sent without it.");
        }
    }

    private static double? Min(double? left, double? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SiteVeto))]
internal sealed partial class VetoJson : JsonSerializerContext;
