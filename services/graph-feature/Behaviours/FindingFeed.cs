using System.Runtime.CompilerServices;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>The changes of a data set's findings from a place in their log on, as they come. Thread-safe.</summary>
/// <remarks>A reader holds one page of the log at a time, however slow it is. A finding that changed several times since is told once, as it is now.</remarks>
internal sealed class FindingFeed(IFindingStore findings, FindingChanges changes, TimeProvider time)
{
    private const int PageSize = 100;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Never ends by itself; null = nothing to tell, now or for a while. From the beginning, findings that were withdrawn before are left out, as far as the first page of the log shows them.</summary>
    public async IAsyncEnumerable<BehaviourEvent?> ReadAsync(string dataset, FindingToken after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isBeginning = after.Sequence == 0;
        while (true)
        {
            var next = changes.Next;
            var page = await findings.ReadLogAsync(dataset, after.Sequence, PageSize, cancellationToken);
            if (page.Log != after.Log)
            {
                var wasKnown = after.Log is not null;
                (after, isBeginning) = (new FindingToken(page.Log, 0), true);
                if (wasKnown)
                    yield return Reset(dataset, after);
                if (page.Log is not null)
                    continue;
            }
            foreach (var change in page.Changes)
            {
                after = after with { Sequence = change.Sequence };
                if (!(isBeginning && change.IsWithdrawn))
                    yield return Change(after, change);
            }
            // What was withdrawn while earlier pages were read may have been told in them.
            isBeginning = false;
            if (page.Changes.Count == PageSize)
                continue;
            do
                yield return null;
            while (!await IsOverAsync(next, cancellationToken));
        }
    }

    private static BehaviourEvent Change(FindingToken token, StoredFinding change) =>
        new($"{token}", change.IsWithdrawn ? BehaviourEvents.Withdrawn : BehaviourEvents.Finding, change.Finding);

    private static BehaviourEvent Reset(string dataset, FindingToken token) => new(
        $"{token}", BehaviourEvents.Reset, Reason: $"Data set '{dataset}' was deleted since, and perhaps made anew: forget its findings known so far; those of now follow.");

    private async Task<bool> IsOverAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(Silence, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
