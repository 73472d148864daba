using NetMl.Cli.Api;

namespace NetMl.Cli.Demo;

/// <summary>Asks what was found in the flows.</summary>
internal sealed class FindingsStage(GatewayClient gateway, string dataset)
{
    private const int Top = 10;

    /// <summary>Different other hosts, in either direction.</summary>
    private const string Degree = "degree";

    public async Task<DemoFindings> RunAsync(CancellationToken cancellationToken)
    {
        var byPageRank = await gateway.Hosts.ListAsync(dataset, new ListQuery("pagerank", Top: Top), null, cancellationToken);
        var byDegree = await gateway.Hosts.ListAsync(dataset, new ListQuery(Degree, Top: Top), null, cancellationToken);
        var behaviours = await gateway.Datasets.GetBehavioursAsync(dataset, null, 0, cancellationToken);
        return new DemoFindings(byPageRank.Graph, byPageRank.Hosts, byDegree.Hosts, behaviours);
    }
}
