using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Leases;

/// <summary>POST /internal/leases/{lease}/rounds: a round is done; answers what to do next, waiting for the other parts. Safe to repeat.</summary>
/// <remarks>A report of a round that is already closed changes nothing and is answered at once: so a worker that has just got its lease asks where to begin.</remarks>
static class ReportRound
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("{lease}/rounds", HandleAsync);

    private static async Task<Results<Ok<RoundDirective>, ProblemHttpResult>> HandleAsync(
        string lease, RoundReport report, LeaseDesk desk, IOptions<LeaseOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (desk.Touch(lease) is not { } held)
            return LeaseEndpoints.Lost(lease);
        if (held.Job is not ActiveJob job)
            return LeaseEndpoints.OtherKind();
        if (!double.IsFinite(report.LossSum) && report.Problem is null)
            report = report with { Problem = $"The loss of round {report.Round} is no longer finite; train with a lower learningRate." };
        if (job.Rounds.Report(held.Part, report))
            job.Credit(held.Worker, held.Part);
        var directive = await job.Rounds.DirectiveAsync(report.Round, options.PollTime(), time, cancellationToken);
        desk.Touch(lease);
        return TypedResults.Ok(directive);
    }
}
