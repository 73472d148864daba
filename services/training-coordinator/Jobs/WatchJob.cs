using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>GET /v1/jobs/{id}/events: the status as server-sent events, now and after each change, up to the final one.</summary>
static class WatchJob
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/jobs/{id}/events", Handle)
        .WithName("WatchJob").WithSummary("Streams a training job's progress").ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<ServerSentEventsResult<JobStatus>, ProblemHttpResult> Handle(string id, JobBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!book.TryGet(id, out var job))
            return JobEndpoints.NoSuchJob(id);
        return TypedResults.ServerSentEvents(job.WatchAsync(time, cancellationToken), "job");
    }
}
