using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.TrainingCoordinator.Federations.Actors;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>GET …/sites/{site}/task?after=N: what the server waits for from this site; with the version that the site knows, the call waits for the next.</summary>
static class GetTask
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/task", HandleAsync)
        .WithName("GetSiteTask").WithSummary("Waits for a site's next task").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<Results<Ok<SiteTask>, ProblemHttpResult>> HandleAsync(
        SiteCaller caller, long? after, FederationCalls federations, FederationSignals signals, SitePolls polls, IOptions<FederationOptions> options, TimeProvider time,
        IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        using var place = polls.TryBegin(caller);
        if (place is null)
            return TypedResults.Problem($"{SitePolls.Most} calls for a task wait for this site already: let them end first.", statusCode: StatusCodes.Status429TooManyRequests);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var (started, poll, ask) = (time.GetTimestamp(), TimeSpan.FromSeconds(options.Value.PollSeconds), TimeSpan.FromSeconds(options.Value.AskSeconds));
        while (true)
        {
            var changed = signals.Next(caller.Federation);
            var reply = await federations.AskAsync(caller.Federation, actor => actor.TaskAsync(caller.Site, caller.KeyId));
            if (!reply.IsGood)
                return reply.Problem();
            var task = reply.Read(WireJson.Default.SiteTask);
            var left = poll - time.GetElapsedTime(started);
            if (task.Version != after || left <= TimeSpan.Zero || either.IsCancellationRequested)
                return TypedResults.Ok(task);
            await Task.WhenAny(changed, Task.Delay(left < ask ? left : ask, time, either.Token));
        }
    }
}
