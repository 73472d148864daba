using Microsoft.Net.Http.Headers;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Cards;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>GET /v1/models/{model}/versions/{version}/card: what a reader must know of a version, as JSON or Markdown.</summary>
static class GetCard
{
    private const string Markdown = "text/markdown";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/models/{model}/versions/{version}/card", HandleAsync)
        .WithName("GetModelCard").WithSummary("Shows a version's model card")
        .Produces<ModelCard>(StatusCodes.Status200OK, "application/json", Markdown).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(string model, string version, ModelRegistry registry, CardShelf shelf, HttpContext http, CancellationToken cancellationToken)
    {
        var (found, problem) = await registry.FindVersionAsync(model, version, cancellationToken);
        if (found is null)
            return problem ?? throw new InvalidOperationException("A version that is not found has an answer.");
        try
        {
            var card = await shelf.ReadAsync(found, cancellationToken);
            http.Response.Headers.Vary = HeaderNames.Accept;
            return WantsMarkdown(http) ? TypedResults.Text(CardMarkdown.Write(card), Markdown, System.Text.Encoding.UTF8) : TypedResults.Ok(card);
        }
        catch (InvalidDataException damaged)
        {
            return TypedResults.Problem(damaged.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    // JSON unless Markdown is named and no JSON is wanted more.
    private static bool WantsMarkdown(HttpContext http)
    {
        var best = http.Request.GetTypedHeaders().Accept.OrderByDescending(accepted => accepted.Quality ?? 1)
            .FirstOrDefault(accepted => accepted.MediaType.Value is Markdown or "application/json");
        return best?.MediaType.Value == Markdown;
    }
}
