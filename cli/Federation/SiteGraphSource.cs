using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Flows;

namespace NetMl.Cli.Federation;

/// <summary>The site's graphs; built again only when new flows have come.</summary>
internal sealed class SiteGraphSource(ISiteFlows flows, FederationPlan plan, SiteLimits limits)
{
    private IReadOnlyList<FlowBatch>? _of;
    private SiteGraphs? _graphs;

    /// <exception cref="InvalidDataException">The flows do not serve this plan; a sentence for this site's operator.</exception>
    public async Task<SiteGraphs> ReadAsync(CancellationToken cancellationToken)
    {
        var batches = await flows.ReadAsync(cancellationToken);
        if (_graphs is null || !ReferenceEquals(batches, _of))
            (_graphs, _of) = (await SiteWorker.RunAsync(() => SiteGraphs.Build(batches, plan), limits.LowPriority), batches);
        return _graphs;
    }
}
