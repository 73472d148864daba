using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Writes changes of findings as server-sent events: the id is the token, a finding has no event name, and others are named by their kind.</summary>
internal static class FindingEvents
{
    /// <summary>Until the reader leaves, or takes nothing for too long.</summary>
    public static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<BehaviourEvent?> feed, TimeSpan slowest, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await response.Body.FlushAsync(patience.Token);
        await foreach (var change in feed.WithCancellation(cancellationToken))
        {
            patience.CancelAfter(slowest);
            // Comments keep proxies from closing a silent stream.
            await response.WriteAsync(change is null ? ": still here\n\n" : Text(change), patience.Token);
            if (change is null)
                await response.Body.FlushAsync(patience.Token);
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private static string Text(BehaviourEvent change) => change switch
    {
        { Kind: BehaviourEvents.Finding, Finding: { } finding } => $"id: {change.Token}\ndata: {JsonSerializer.Serialize(finding, WireJson.Default.BehaviourFinding)}\n\n",
        { Finding: { } finding } => $"id: {change.Token}\nevent: {change.Kind}\ndata: {JsonSerializer.Serialize(finding, WireJson.Default.BehaviourFinding)}\n\n",
        _ => $"id: {change.Token}\nevent: {change.Kind}\ndata: {JsonSerializer.Serialize(change, WireJson.Default.BehaviourEvent)}\n\n",
    };
}
