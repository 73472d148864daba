using System.Globalization;
using NetMl.Inference.Models;

namespace NetMl.Inference.Protocol;

/// <summary>GET /v2/models/{model}[/versions/{version}] and …/ready.</summary>
internal static class ModelEndpoints
{
    private const string Platform = "netml_gnn";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/models/{model}", (string model, ModelDirectory models, ModelCatalog catalog, CancellationToken cancellationToken) => DescribeAsync(model, null, models, catalog, cancellationToken))
            .WithName("ModelMetadata").WithSummary("A model's versions, inputs and outputs.").Produces<ModelMetadata>().Produces<ProtocolError>(StatusCodes.Status404NotFound);
        app.MapGet("/models/{model}/versions/{version}", (string model, string version, ModelDirectory models, ModelCatalog catalog, CancellationToken cancellationToken) => DescribeAsync(model, version, models, catalog, cancellationToken))
            .WithName("ModelVersionMetadata").WithSummary("The inputs and outputs of one version of a model.").Produces<ModelMetadata>().Produces<ProtocolError>(StatusCodes.Status404NotFound);
        app.MapGet("/models/{model}/ready", (string model, ModelDirectory models, CancellationToken cancellationToken) => ReadyAsync(model, null, models, cancellationToken))
            .WithName("ModelReady").WithSummary("Whether a model can predict.").Produces<ModelReady>().Produces<ProtocolError>(StatusCodes.Status404NotFound).Produces<ProtocolError>(StatusCodes.Status503ServiceUnavailable);
        app.MapGet("/models/{model}/versions/{version}/ready", (string model, string version, ModelDirectory models, CancellationToken cancellationToken) => ReadyAsync(model, version, models, cancellationToken))
            .WithName("ModelVersionReady").WithSummary("Whether one version of a model can predict.").Produces<ModelReady>().Produces<ProtocolError>(StatusCodes.Status404NotFound).Produces<ProtocolError>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> DescribeAsync(string model, string? version, ModelDirectory models, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var served = await models.GetAsync(model, version, cancellationToken);
        IEnumerable<int> versions = version is null && catalog.State.Entry(model) is { } entry ? entry.Versions.Select(known => known.Version).Order() : [served.Version.Version];
        return TypedResults.Json(
            new ModelMetadata(model, [.. versions.Select(number => number.ToString(CultureInfo.InvariantCulture))], Platform, served.Inputs, served.Outputs),
            ProtocolJson.Default.ModelMetadata);
    }

    // Asking loads the version: "ready" then holds for the request that follows.
    private static async Task<IResult> ReadyAsync(string model, string? version, ModelDirectory models, CancellationToken cancellationToken)
    {
        await models.GetAsync(model, version, cancellationToken);
        return TypedResults.Json(new ModelReady(model, true), ProtocolJson.Default.ModelReady);
    }
}
