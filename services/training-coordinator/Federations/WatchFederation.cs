using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.TrainingCoordinator.Federations.Actors;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>GET /v1/federations/{federation}/events: the status as server-sent events, now and after each change, up to the final one.</summary>
/// <remarks>A slow reader gets the newest and misses those between. Without a change the status is repeated now and then, so that no proxy takes the stream for dead.</remarks>
static class WatchFederation
{
    private static readonly TimeSpan BetweenEvents = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{federation}/events", HandleAsync)
        .WithName("WatchFederation").WithSummary("Streams a federation's progress").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<ServerSentEventsResult<FederationStatus>, ProblemHttpResult>> HandleAsync(
        string federation, FederationCalls federations, FederationSignals signals, IOptions<FederationOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var first = await federations.AskAsync(federation, actor => actor.StatusAsync());
        return first.IsGood
            ? TypedResults.ServerSentEvents(WatchAsync(federation, federations, signals, TimeSpan.FromSeconds(options.Value.AskSeconds), time, cancellationToken), "federation")
            : first.Problem();
    }

    private static async IAsyncEnumerable<FederationStatus> WatchAsync(
        string federation, FederationCalls federations, FederationSignals signals, TimeSpan ask, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (shown, shownAt) = (ReadOnlyMemory<byte>.Empty, 0L);
        while (true)
        {
            var changed = signals.Next(federation);
            var reply = await federations.AskAsync(federation, actor => actor.StatusAsync());
            if (!reply.IsGood)
                yield break;
            if (!reply.Body.Span.SequenceEqual(shown.Span) || time.GetElapsedTime(shownAt) > RepeatAfter)
            {
                (shown, shownAt) = (reply.Body, time.GetTimestamp());
                var status = reply.Read(WireJson.Default.FederationStatus);
                yield return status;
                if (FederationStates.IsFinal(status.State))
                    yield break;
            }
            await Task.Delay(BetweenEvents, time, cancellationToken);
            await Task.WhenAny(changed, Task.Delay(ask, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
