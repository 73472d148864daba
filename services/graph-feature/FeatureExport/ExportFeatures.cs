using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using NetMl.Features.Export;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.FeatureExport;

/// <summary>A table of features, streamed as CSV or as NumPy's .npz.</summary>
internal static class ExportFeatures
{
    private const string Csv = "csv";
    private const string Npz = "npz";
    private const int DefaultWindowSeconds = 3600;
    private const int MostWindowSeconds = 366 * 86_400;

    public static void MapExportFeatures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/datasets/{dataset}/features/{family}", HandleAsync).WithName("ExportFeatures").WithTags("features")
            .WithSummary("All features of hosts, pairs, flows or windows, as CSV or .npz with a schema")
            .Produces(StatusCodes.Status200OK, contentType: FeatureCsv.MediaType, additionalContentTypes: FeatureNpz.MediaType).Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        string dataset, string family, string? format, string? windowSeconds, DatasetGraphs graphs, FeatureTables tables, MemoryTrim memory, HttpContext http, CancellationToken cancellationToken)
    {
        if (!FeatureFrames.Families.Contains(family))
            return Problems.BadName("family", family, FeatureFrames.Families);
        format = string.IsNullOrEmpty(format) ? Accepted(http.Request) : format;
        if (format is not (Csv or Npz))
            return Problems.BadName("format", format, [Csv, Npz]);
        if (Problems.WholeNumber(windowSeconds, DefaultWindowSeconds, 1, MostWindowSeconds) is not { } seconds)
            return Problems.Bad("windowSeconds", windowSeconds, $"a whole number from 1 to {MostWindowSeconds}");

        http.Response.Headers.Vary = HeaderNames.Accept;
        // ZipArchive writes the ends of its members without await.
        if (format == Npz && http.Features.Get<IHttpBodyControlFeature>() is { } control)
            control.AllowSynchronousIO = true;
        return await graphs.AnswerAsync(http, dataset, format, async graph =>
        {
            http.Response.OnCompleted(() =>
            {
                memory.Request();
                return Task.CompletedTask;
            });
            var frame = await tables.OfAsync(family, graph, TimeSpan.FromSeconds(seconds), cancellationToken);
            return format == Csv
                ? TypedResults.Stream(body => FeatureCsv.WriteAsync(frame, body, cancellationToken), FeatureCsv.MediaType, $"{dataset}-{family}.csv")
                : TypedResults.Stream(body => FeatureNpz.WriteAsync(frame, body, cancellationToken), FeatureNpz.MediaType, $"{dataset}-{family}.npz");
        }, cancellationToken);
    }

    /// <summary>CSV unless the caller asks for the archive by its media type.</summary>
    private static string Accepted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(FeatureNpz.MediaType, StringComparison.OrdinalIgnoreCase)) ? Npz : Csv;
}
