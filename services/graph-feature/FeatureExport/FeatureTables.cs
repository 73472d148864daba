using NetMl.Features.Export;
using NetMl.Features.Hosts;
using NetMl.GraphFeature.Datasets;

namespace NetMl.GraphFeature.FeatureExport;

/// <summary>Computes the tables of exports, one at a time so that work and memory stay bounded; the others wait.</summary>
internal sealed class FeatureTables : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <param name="family">One of <see cref="FeatureFrames.Families"/>.</param>
    /// <param name="window">Counts for windows alone.</param>
    public async Task<FeatureFrame> OfAsync(string family, DatasetGraph graph, TimeSpan window, CancellationToken cancellationToken)
    {
        if (family == "hosts")
            return FeatureFrames.OfHosts(graph.Graph, HostFeatureTable.All, graph.HostFeature);
        await _one.WaitAsync(cancellationToken);
        try
        {
            return FeatureFrames.Of(family, graph.Graph.Flows, window);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
