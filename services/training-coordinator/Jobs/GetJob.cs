using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>GET /v1/jobs/{id}.</summary>
static class GetJob
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/jobs/{id}", Handle)
        .WithName("GetJob").WithSummary("Tells how a training job stands").ProducesProblem(StatusCodes.Status404NotFound);

    private static Results<Ok<JobStatus>, ProblemHttpResult> Handle(string id, JobBook book) =>
        book.TryGet(id, out var job) ? TypedResults.Ok(job.Status) : JobEndpoints.NoSuchJob(id);
}
