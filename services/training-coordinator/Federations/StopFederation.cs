using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>DELETE /v1/federations/{federation}: stops it without a model; its sites hear of it with their next task.</summary>
static class StopFederation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/{federation}", HandleAsync)
        .WithName("StopFederation").WithSummary("Stops a federation")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Accepted<FederationStatus>, ProblemHttpResult>> HandleAsync(string federation, FederationCalls federations)
    {
        var reply = await federations.AskAsync(federation, actor => actor.StopAsync());
        return reply.IsGood ? TypedResults.Accepted($"/v1/federations/{federation}", reply.Read(WireJson.Default.FederationStatus)) : reply.Problem();
    }
}
