using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>GET /v1/federations/{federation}.</summary>
static class GetFederation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{federation}", HandleAsync)
        .WithName("GetFederation").WithSummary("Tells how a federation stands").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<FederationStatus>, ProblemHttpResult>> HandleAsync(string federation, FederationCalls federations)
    {
        var reply = await federations.AskAsync(federation, actor => actor.StatusAsync());
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.FederationStatus)) : reply.Problem();
    }
}
