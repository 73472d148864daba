using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>DELETE /v1/jobs/{id}: stops a job; its workers and shards let go of it.</summary>
static class CancelJob
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/v1/jobs/{id}", HandleAsync)
        .WithName("CancelJob").WithSummary("Cancels a training job")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Accepted<JobStatus>, ProblemHttpResult>> HandleAsync(string id, JobBook book, CancellationToken cancellationToken)
    {
        if (!book.TryGet(id, out var job))
            return JobEndpoints.NoSuchJob(id);
        if (JobStates.IsFinal(job.Status.State))
            return TypedResults.Problem($"Job '{id}' is over already: it is {job.Status.State}.", statusCode: StatusCodes.Status409Conflict);
        job.Cancel();
        if (job.TryLeaveQueue(JobStates.Cancelled))
            await book.SaveAsync(job, cancellationToken);
        return TypedResults.Accepted($"/v1/jobs/{id}", job.Status);
    }
}
