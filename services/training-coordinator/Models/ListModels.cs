using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>GET /v1/models: all published models, by name.</summary>
static class ListModels
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/models", HandleAsync)
        .WithName("ListModels").WithSummary("Lists published models");

    private static async Task<Ok<IReadOnlyList<ModelEntry>>> HandleAsync(ModelRegistry registry, CancellationToken cancellationToken) =>
        TypedResults.Ok(await registry.ListAsync(cancellationToken));
}
