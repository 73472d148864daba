using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Models;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>POST /v1/jobs: takes a job in, or says why not before anything is computed.</summary>
static class CreateJob
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/jobs", HandleAsync)
        .WithName("CreateJob").WithSummary("Starts a training job")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Accepted<JobStatus>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        JobRequest request, JobBook book, GraphFeatureClient graphs, ModelRegistry registry, CancellationToken cancellationToken)
    {
        var problems = JobRequestRules.Check(request);
        if (problems.Count > 0)
            return TypedResults.ValidationProblem(problems, detail: JobRequestRules.Sentence(problems));
        try
        {
            (request, var refusal) = await JobInputRules.TakeSnapshotAsync(request, graphs, cancellationToken);
            refusal = await JobInputRules.CheckAsync(request, graphs, cancellationToken) ?? refusal ?? JobInputRules.OfVersions(request, await registry.ListAsync(cancellationToken));
            request = JobRequestRules.Resolve(request);
            if (refusal is not null)
                return refusal.Errors is { } errors ? TypedResults.ValidationProblem(errors, detail: refusal.Sentence) : TypedResults.Problem(refusal.Sentence, statusCode: refusal.Status);
        }
        catch (GraphFeatureException failure)
        {
            return TypedResults.Problem(failure.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        if (await book.TryAddAsync(request, cancellationToken) is not { } job)
            return TypedResults.Problem("The queue of jobs is full: wait until one is over, or cancel one.", statusCode: StatusCodes.Status429TooManyRequests);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", job.Status);
    }
}
