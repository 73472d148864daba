using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>POST /v1/jobs: takes a job in, or says why not before anything is computed.</summary>
static class CreateJob
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/jobs", HandleAsync)
        .WithName("CreateJob").WithSummary("Starts a training job")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Accepted<JobStatus>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        JobRequest request, JobBook book, GraphFeatureClient graphs, CancellationToken cancellationToken)
    {
        var problems = JobRequestRules.Check(request);
        if (problems.Count > 0)
            return TypedResults.ValidationProblem(problems, detail: JobRequestRules.Sentence(problems));
        try
        {
            var dataset = await graphs.DatasetAsync(request.Dataset, cancellationToken);
            if (dataset is null)
                return TypedResults.Problem($"There is no data set '{request.Dataset}': send flows to it first.", statusCode: StatusCodes.Status404NotFound);
            if (dataset.LabelledRows == 0 && request.Task == TrainingTasks.FlowClassification)
                return NoLabels(request.Dataset);
        }
        catch (GraphFeatureException failure)
        {
            return TypedResults.Problem(failure.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        if (await book.TryAddAsync(request, cancellationToken) is not { } job)
            return TypedResults.Problem("The queue of jobs is full: wait until one is over, or cancel one.", statusCode: StatusCodes.Status429TooManyRequests);
        return TypedResults.Accepted($"/v1/jobs/{job.Id}", job.Status);
    }

    private static ValidationProblem NoLabels(string dataset) => TypedResults.ValidationProblem(
        new Dictionary<string, string[]> { ["task"] = [TrainingTasks.HostAnomaly] },
        detail: $"No flow of data set '{dataset}' carries a label, so there is nothing to classify by: choose task {TrainingTasks.HostAnomaly}.");
}
