using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases: a part for a worker; 204 when there is none within the poll time.</summary>
static class AskLease
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("", HandleAsync);

    private static async Task<Results<Ok<PartLease>, NoContent, ProblemHttpResult>> HandleAsync(LeaseRequest request, LeaseDesk desk, CancellationToken cancellationToken)
    {
        if (request.Worker is not { Length: >= 1 and <= 128 })
            return TypedResults.Problem("worker must be a name of 1 to 128 characters.", statusCode: StatusCodes.Status400BadRequest);
        return await desk.AskAsync(request.Worker, cancellationToken) is { } lease ? TypedResults.Ok(lease) : TypedResults.NoContent();
    }
}
