using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>The job API and what stands behind it.</summary>
public static class JobEndpoints
{
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(5);

    public static IHostApplicationBuilder AddTrainingJobs(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<JobOptions, JobOptionsValidator>(JobOptions.Section);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default));
        builder.Services.AddDaprClient();
        builder.Services.AddActors(_ => { });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Preparation.GraphFeatureClient>();
        builder.Services.AddSingleton<Preparation.JobPreparation>();
        builder.Services.AddSingleton<JobStore>();
        builder.Services.AddSingleton<JobBook>();
        builder.Services.AddSingleton<JobSteps>();
        builder.Services.AddSingleton<JobPublication>();
        builder.Services.AddSingleton<BestWeights>();
        builder.Services.AddSingleton<NodeClassification.NodeExecution>();
        builder.Services.AddSingleton<Search.SearchExecution>();
        builder.Services.AddSingleton<JobExecution>();
        builder.Services.AddHostedService<JobRunner>();
        return builder;
    }

    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("").AddEndpointFilter(WaitUntilLoadedAsync);
        CreateJob.Map(routes);
        ListJobs.Map(routes);
        GetJob.Map(routes);
        WatchJob.Map(routes);
        CancelJob.Map(routes);
    }

    internal static ProblemHttpResult NoSuchJob(string id) =>
        TypedResults.Problem($"There is no job '{id}'.", statusCode: StatusCodes.Status404NotFound);

    private static async ValueTask<object?> WaitUntilLoadedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (services, cancellation) = (context.HttpContext.RequestServices, context.HttpContext.RequestAborted);
        try
        {
            await services.GetRequiredService<JobBook>().Loaded.WaitAsync(LoadPatience, services.GetRequiredService<TimeProvider>(), cancellation);
        }
        catch (TimeoutException)
        {
            return TypedResults.Problem("The coordinator cannot read its jobs yet: its sidecar or state store is not up; try again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        return await next(context);
    }
}
