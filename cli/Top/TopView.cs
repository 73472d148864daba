using NetMl.Cli.Api;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Top;

/// <summary>What the screen shows at one moment.</summary>
/// <param name="Dataset">The data set that is looked at; null while there is none.</param>
/// <param name="Problem">A sentence while the gateway does not answer.</param>
internal sealed record TopFrame(
    DateTimeOffset Time, IReadOnlyList<DatasetSummary> Datasets, string? Dataset, GraphSummary? Graph, IReadOnlyList<HostSummary> Talkers,
    IReadOnlyList<BehaviourFinding> Findings, int FindingTotal, string? Problem);

/// <summary>Reads what the screen shows, over and over; a gateway that goes away is a sentence on the screen, not an end.</summary>
/// <param name="dataset">Null = the busiest one.</param>
/// <param name="most">Hosts and findings to list.</param>
internal sealed class TopView(GatewayClient gateway, string? dataset, int most, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Talkers cost the system a look at all flows: not more often than this, and only when there are new flows.</summary>
    private static readonly TimeSpan TalkersPause = TimeSpan.FromSeconds(5);

    private FindingFeed? _feed;
    private CancellationTokenSource? _feedEnd;
    private Task _following = Task.CompletedTask;
    private TopFrame _last = new(default, [], dataset, null, [], [], 0, null);
    private (string Dataset, long Rows, DateTimeOffset At) _talkersOf = ("", -1, default);

    public TopRates Rates { get; } = new();

    /// <exception cref="CommandFailure">Only when <paramref name="mayFail"/>: the gateway does not answer, or there is no such data set.</exception>
    public async Task<TopFrame> ReadAsync(bool mayFail, CancellationToken cancellationToken)
    {
        try
        {
            var datasets = await gateway.Datasets.ListAsync(cancellationToken);
            Rates.Add(time.GetUtcNow(), datasets);
            var name = dataset ?? Rates.Busiest();
            var summary = datasets.FirstOrDefault(one => one.Dataset == name);
            if (mayFail && summary is null && dataset is not null)
                await gateway.Datasets.GetStatisticsAsync(dataset, cancellationToken);
            _last = _last with { Time = time.GetUtcNow(), Datasets = datasets, Dataset = name, Problem = summary is null && dataset is not null ? $"There is no data set '{dataset}'." : null };
            if (summary is not null)
                await LookAtAsync(summary, mayFail, cancellationToken);
        }
        catch (CommandFailure failure) when (!mayFail)
        {
            _last = _last with { Time = time.GetUtcNow(), Problem = failure.Message };
        }
        return _last;
    }

    private async Task LookAtAsync(DatasetSummary summary, bool isOnce, CancellationToken cancellationToken)
    {
        var name = summary.Dataset;
        if (_talkersOf.Dataset != name || (_talkersOf.Rows != summary.Rows && time.GetUtcNow() - _talkersOf.At >= TalkersPause))
        {
            var page = await gateway.Hosts.ListAsync(name, new ListQuery("bytes_out", Top: most), null, cancellationToken);
            _last = _last with { Graph = page.Graph, Talkers = page.Hosts };
            _talkersOf = (name, summary.Rows, time.GetUtcNow());
        }
        if (isOnce)
        {
            var findings = await gateway.Datasets.GetBehavioursAsync(name, null, 0, cancellationToken);
            _last = _last with { Findings = [.. findings.OrderByDescending(finding => finding.Last).Take(most)], FindingTotal = findings.Count };
            return;
        }
        // One stream is followed to the end of the command, unless another data set becomes the busiest or this one was deleted and made anew.
        if (_feed?.Dataset != name || _following.IsCompleted)
            await FollowAsync(new FindingFeed(gateway, name));
        if (_feed is not null)
            _last = _last with { Findings = _feed.Latest(most, out var total), FindingTotal = total };
    }

    private async Task FollowAsync(FindingFeed feed)
    {
        await StopAsync();
        _feed = feed;
        _feedEnd = new CancellationTokenSource();
        _following = feed.RunAsync(_feedEnd.Token);
    }

    private async Task StopAsync()
    {
        if (_feedEnd is null)
            return;
        await _feedEnd.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _feedEnd.Dispose();
        _feedEnd = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
