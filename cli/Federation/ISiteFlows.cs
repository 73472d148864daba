using NetMl.Flows;

namespace NetMl.Cli.Federation;

/// <summary>Where a site's flows come from.</summary>
internal interface ISiteFlows : IDisposable
{
    /// <summary>All flows as of now; the same list while nothing new has come.</summary>
    /// <exception cref="CommandFailure">They cannot be read, or are too many.</exception>
    Task<IReadOnlyList<FlowBatch>> ReadAsync(CancellationToken cancellationToken);
}
