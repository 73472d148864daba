using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases/{lease}/outcome: what a whole training gave, as safetensors. Safe to repeat until the lease ends.</summary>
static class ReportOutcome
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("{lease}/outcome", HandleAsync).WithMetadata(new DisableRequestSizeLimitAttribute());

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(string lease, HttpRequest request, LeaseDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not IWholeTrainings job)
            return LeaseEndpoints.OtherKind();
        try
        {
            job.TakeOutcome(held.Part, held.Worker, await PartBody.ReadAsync(request, job.OutcomeLimitBytes(held.Part), cancellationToken));
        }
        catch (InvalidDataException torn)
        {
            return TypedResults.Problem(torn.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        desk.Finish(lease);
        return TypedResults.NoContent();
    }
}
