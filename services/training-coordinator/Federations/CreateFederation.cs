using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Rounds;
using NetMl.TrainingCoordinator.Federations.Actors;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>POST /v1/federations: takes a plan in, or says what is wrong with it before any site is asked.</summary>
static class CreateFederation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("", HandleAsync)
        .WithName("CreateFederation").WithSummary("Starts a federation")
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Created<FederationStatus>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        FederationPlan plan, FederationCalls federations, FederationIndex index, CancellationToken cancellationToken)
    {
        var problems = PlanRules.Check(plan);
        if (problems.Count > 0)
            return TypedResults.ValidationProblem(problems, detail: PlanRules.Sentence(problems));
        if (!await index.AddAsync(plan.Name, cancellationToken))
            return TypedResults.Problem($"There are {FederationLimits.MaximumFederations} federations already: use the name of one that is over.", statusCode: StatusCodes.Status429TooManyRequests);
        var body = JsonSerializer.SerializeToUtf8Bytes(plan, WireJson.Default.FederationPlan);
        var reply = await federations.AskAsync(plan.Name, federation => federation.CreateAsync(body));
        return reply.IsGood ? TypedResults.Created($"/v1/federations/{plan.Name}", reply.Read(WireJson.Default.FederationStatus)) : reply.Problem();
    }
}
