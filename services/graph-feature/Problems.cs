using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace NetMl.GraphFeature;

/// <summary>The refusals of this API, each one sentence.</summary>
internal static class Problems
{
    public static ProblemHttpResult UnknownDataset(string dataset) =>
        TypedResults.Problem($"There is no data set '{dataset}': send flows to POST /v1/datasets/{dataset}/flows first.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult UnknownSnapshot(string id) =>
        TypedResults.Problem($"There is no snapshot '{id}': POST /v1/datasets/{{dataset}}/snapshots makes one and answers its id.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Bad(string field, string? value, string allowed) =>
        TypedResults.Problem($"'{field}' is '{value}'; allowed is {allowed}.", statusCode: StatusCodes.Status400BadRequest);

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
