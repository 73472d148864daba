using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases/{lease}/progress: how far a whole training is. Safe to repeat.</summary>
static class ReportProgress
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("{lease}/progress", Handle);

    private static Results<NoContent, ProblemHttpResult> Handle(string lease, PartProgress progress, LeaseDesk desk)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not IWholeTrainings job)
            return LeaseEndpoints.OtherKind();
        if (progress.Problem is { } problem)
        {
            job.Fail(held.Part, problem);
            desk.Finish(lease);
        }
        else
        {
            job.Report(held.Part, held.Worker, progress);
        }
        return TypedResults.NoContent();
    }
}
