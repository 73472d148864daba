using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>GET /v1/jobs: all jobs, newest first.</summary>
static class ListJobs
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/jobs", (JobBook book) => Handle(book))
        .WithName("ListJobs").WithSummary("Lists training jobs, newest first");

    private static Ok<IReadOnlyList<JobStatus>> Handle(JobBook book) => TypedResults.Ok(book.List());
}
