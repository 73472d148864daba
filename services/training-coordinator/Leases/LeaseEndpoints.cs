using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>What workers call; the gateway has no route to it.</summary>
public static class LeaseEndpoints
{
    public static IHostApplicationBuilder AddLeases(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<LeaseOptions, LeaseOptionsValidator>(LeaseOptions.Section);
        builder.Services.AddSingleton<LeaseDesk>();
        return builder;
    }

    public static void MapLeases(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/internal/leases").ExcludeFromDescription();
        AskLease.Map(routes);
        DownloadPart.Map(routes);
        Heartbeat.Map(routes);
        ReportRound.Map(routes);
        ReportEvaluation.Map(routes);
        ReportProgress.Map(routes);
        Checkpoint.Map(routes);
        ReportOutcome.Map(routes);
    }

    internal static TimeSpan PollTime(this IOptions<LeaseOptions> options) => TimeSpan.FromSeconds(options.Value.PollSeconds);

    internal static ProblemHttpResult OtherKind() =>
        TypedResults.Problem("The part of this lease is not trained that way: its lease says its task.", statusCode: StatusCodes.Status409Conflict);

    internal static ProblemHttpResult Lost(string lease) =>
        TypedResults.Problem($"The lease '{lease}' is over: its part went to another worker, or its job has ended.", statusCode: StatusCodes.Status404NotFound);
}
