using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>GET /v1/federations/{federation}/rounds/{round}/transcript: what an auditor needs to check one round.</summary>
static class GetTranscript
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{federation}/rounds/{round}/transcript", HandleAsync)
        .WithName("GetTranscript").WithSummary("Shows the signed messages of a round").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<RoundTranscript>, ProblemHttpResult>> HandleAsync(string federation, int round, FederationCalls federations)
    {
        var reply = await federations.AskAsync(federation, actor => actor.TranscriptAsync(round));
        return reply.IsGood ? TypedResults.Ok(reply.Read(WireJson.Default.RoundTranscript)) : reply.Problem();
    }
}
