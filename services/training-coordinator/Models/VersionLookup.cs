using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>Finds the version that an address names by number or alias.</summary>
static class VersionLookup
{
    /// <returns>The version, or the answer that says which there are.</returns>
    public static async Task<(ModelVersion? Version, ProblemHttpResult? Problem)> FindVersionAsync(
        this ModelRegistry registry, string model, string version, CancellationToken cancellationToken)
    {
        var entry = (await registry.ListAsync(cancellationToken)).FirstOrDefault(known => known.Name == model);
        if (entry is null)
            return (null, NotFound($"There is no model '{model}'."));
        var number = entry.Aliases.TryGetValue(version, out var named) ? named
            : int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return entry.Versions.FirstOrDefault(known => known.Version == number) is { } found
            ? (found, null)
            : (null, NotFound($"Model '{model}' has no version '{version}'; it has {string.Join(", ", entry.Versions.Select(known => known.Version).Select(known => $"{known}").Concat(entry.Aliases.Keys))}."));
    }

    private static ProblemHttpResult NotFound(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound);
}
