using System.Globalization;
using System.Text.Json;
using NetMl.Contracts.Training;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>POST /v2/repository/index, /v2/repository/models/{model}/load and …/unload.</summary>
internal static class RepositoryEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/repository/index", IndexAsync)
            .WithName("RepositoryIndex").WithSummary("All published versions and whether they are loaded.").WithJsonBody("{ ready?: true to list loaded versions only }; may be empty.").Produces<IReadOnlyList<RepositoryModel>>();
        app.MapPost("/repository/models/{model}/load", LoadAsync)
            .WithName("RepositoryLoad").WithSummary("Loads the current version of a published model.").Produces(StatusCodes.Status200OK).Produces<ProtocolError>(StatusCodes.Status404NotFound);
        app.MapPost("/repository/models/{model}/unload", (string model) => Unload(model))
            .WithName("RepositoryUnload").WithSummary("Not supported.").Produces<ProtocolError>(StatusCodes.Status501NotImplemented);
    }

    private static async Task<IResult> IndexAsync(HttpRequest request, ModelDirectory models, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        var wanted = await ReadAsync(request, cancellationToken);
        await models.RefreshAsync(cancellationToken);
        var state = catalog.State;
        IReadOnlyList<RepositoryModel> rows = [.. (state.Registry?.Values ?? []).SelectMany(entry => entry.Versions.OrderBy(version => version.Version)).Select(version => Row(version, state))];
        if (wanted.Ready)
            rows = [.. rows.Where(row => row.State == "READY")];
        return TypedResults.Json(rows, ProtocolJson.Default.IReadOnlyListRepositoryModel);
    }

    private static RepositoryModel Row(ModelVersion version, CatalogState state)
    {
        var key = new ModelKey(version.Model, version.Version);
        var (status, reason) = state.Loaded.ContainsKey(key) ? ("READY", "")
            : state.Failures.TryGetValue(key, out var failure) ? ("UNAVAILABLE", failure.Reason)
            : ("UNKNOWN", "published; loaded when a request names it");
        return new(version.Model, version.Version.ToString(CultureInfo.InvariantCulture), status, reason);
    }

    private static async Task<IResult> LoadAsync(string model, ModelDirectory models, CancellationToken cancellationToken)
    {
        await models.GetAsync(model, null, cancellationToken);
        return TypedResults.Ok();
    }

    private static IResult Unload(string model) =>
        throw new Refusal(StatusCodes.Status501NotImplemented, $"The model '{model}' cannot be unloaded by hand: what is served follows the registry, and unused versions leave by themselves.");

    private static async Task<RepositoryIndexRequest> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(body))
            return new();
        try
        {
            return JsonSerializer.Deserialize(body, ProtocolJson.Default.RepositoryIndexRequest) ?? new();
        }
        catch (JsonException)
        {
            throw Refusal.BadRequest("The body must be empty or a JSON object with \"ready\": true or false.");
        }
    }
}
