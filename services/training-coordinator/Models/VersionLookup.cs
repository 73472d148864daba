using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;
using NetMl.GraphFeature;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Finds the model that an address names, and its version by number or alias.</summary>
static class VersionLookup
{
    /// <returns>The version, or the answer that says which there are.</returns>
    public static async Task<(ModelVersion? Version, ProblemHttpResult? Problem)> FindVersionAsync(
        this ModelRegistry registry, string model, string version, CancellationToken cancellationToken)
    {
        var (entry, missing) = await registry.FindModelAsync(model, cancellationToken);
        if (entry is null)
            return (null, missing);
        var number = entry.Aliases.TryGetValue(version, out var named) ? named
            : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return entry.Versions.FirstOrDefault(known => known.Version == number) is { } found
            ? (found, null)
            : (null, NotFound($"Model '{model}' has no version '{version}'; it has {string.Join(", ", entry.Versions.Select(known => known.Version).Select(known => $"{known}").Concat(entry.Aliases.Keys))}."));
    }

    /// <returns>The model, or the answer that says which one may be meant.</returns>
    public static async Task<(ModelEntry? Model, ProblemHttpResult? Problem)> FindModelAsync(this ModelRegistry registry, string model, CancellationToken cancellationToken)
    {
        var known = await registry.ListAsync(cancellationToken);
        return known.FirstOrDefault(one => one.Name == model) is { } found
            ? (found, null)
            : (null, NotFound($"There is no model '{model}'.{NearestName.Hint(model, [.. known.Select(one => one.Name)])}"));
    }

    private static ProblemHttpResult NotFound(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound);
}
