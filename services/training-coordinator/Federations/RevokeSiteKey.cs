using Microsoft.AspNetCore.Http.HttpResults;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>DELETE /v1/federations/{federation}/keys/{site}: the site's key opens nothing any more, at once.</summary>
static class RevokeSiteKey
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/{federation}/keys/{site}", HandleAsync)
        .WithName("RevokeSiteKey").WithSummary("Takes a site's key back").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(string federation, string site, FederationCalls federations)
    {
        var reply = await federations.AskAsync(federation, actor => actor.RevokeAsync(site));
        return reply.IsGood ? TypedResults.NoContent() : reply.Problem();
    }
}
