using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>PUT and GET /internal/leases/{lease}/checkpoint: where a whole training stands, for whoever goes on with it. Safe to repeat.</summary>
/// <remarks>Kept in memory, the latest of each part: after a restart of the coordinator the part begins anew.</remarks>
static class Checkpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("{lease}/checkpoint", PutAsync).WithMetadata(new DisableRequestSizeLimitAttribute());
        routes.MapGet("{lease}/checkpoint", Get);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutAsync(string lease, HttpRequest request, LeaseDesk desk, CancellationToken cancellationToken)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not IWholeTrainings job)
            return LeaseEndpoints.OtherKind();
        try
        {
            var body = await PartBody.ReadAsync(request, job.CheckpointLimitBytes(held.Part), cancellationToken);
            job.Keep(held.Part, body);
        }
        catch (InvalidDataException torn)
        {
            return TypedResults.Problem(torn.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        return TypedResults.NoContent();
    }

    private static Results<FileContentHttpResult, NoContent, ProblemHttpResult> Get(string lease, LeaseDesk desk)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not IWholeTrainings job)
            return LeaseEndpoints.OtherKind();
        return job.CheckpointOf(held.Part) is { } kept ? TypedResults.Bytes(kept, "application/octet-stream") : TypedResults.NoContent();
    }
}
