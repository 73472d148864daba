using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>GET /v1/models/{model}: versions and aliases of one model.</summary>
static class GetModel
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/models/{model}", HandleAsync)
        .WithName("GetModel").WithSummary("Shows a model's versions").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<ModelEntry>, ProblemHttpResult>> HandleAsync(string model, ModelRegistry registry, CancellationToken cancellationToken)
    {
        var (entry, missing) = await registry.FindModelAsync(model, cancellationToken);
        return entry is not null ? TypedResults.Ok(entry) : missing!;
    }
}
