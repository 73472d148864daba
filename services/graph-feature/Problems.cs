using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature;

/// <summary>The refusals of this API, each one sentence and perhaps a hint.</summary>
internal static class Problems
{
    /// <summary>404 with the data sets that there are.</summary>
    public static async Task<ProblemHttpResult> UnknownDatasetAsync(IFlowStore store, string dataset, CancellationToken cancellationToken)
    {
        var known = await store.ListDatasetsAsync(cancellationToken);
        var hint = NearestName.Hint(dataset, [.. known.Select(totals => totals.Dataset)]);
        return NotFound($"There is no data set '{dataset}': send flows to it first.{hint}");
    }

    public static ProblemHttpResult UnknownSnapshot(string id) =>
        NotFound($"There is no snapshot '{id}', nor one alone whose id begins so: the list of its data set's snapshots has the ids.");

    public static ProblemHttpResult NotFound(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Bad(string sentence) => TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult Bad(string field, string? value, string allowed) => Bad($"'{field}' is '{value}'; allowed is {allowed}.");

    /// <summary>400 for a value that is none of the names, with the nearest of them.</summary>
    public static ProblemHttpResult BadName(string field, string value, IReadOnlyList<string> names) => Bad($"'{field}' is '{value}'.{NearestName.Choice(value, names)}");

    /// <summary>A whole number within bounds, or the default when the text is absent; null when it is neither.</summary>
    public static int? WholeNumber(string? text, int absent, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
            return absent;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
    }

    /// <summary>A number within bounds, likewise.</summary>
    public static double? Number(string? text, double absent, double least, double most)
    {
        if (string.IsNullOrEmpty(text))
            return absent;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
    }
}
