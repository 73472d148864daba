using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Report;

/// <summary>What a report shows, from wherever it came.</summary>
/// <param name="IsOfFlows">A data set of flows; false = an uploaded graph, which has no time, no bytes and no findings.</param>
/// <param name="Hosts">Most important (PageRank) first; at most <see cref="MostHosts"/>.</param>
/// <param name="Edges">Ends are places in <paramref name="Hosts"/>; at most <see cref="MostEdges"/>.</param>
/// <param name="HostTotal">Also those that are left out; so <paramref name="EdgeTotal"/>.</param>
/// <param name="Communities">Hosts in each by its number, largest first; only those that hosts name.</param>
/// <param name="CommunityTotal">Also the small ones that are not told apart.</param>
/// <param name="ServiceTimes">Bins of <paramref name="BinSeconds"/>; those without flows are left out.</param>
/// <param name="Notes">Sentences about what is left out.</param>
internal sealed record ReportContent(
    string Name, bool IsOfFlows, DateTimeOffset? First, DateTimeOffset? Last, long Flows, long Bytes, int HostTotal, long EdgeTotal,
    IReadOnlyList<ReportHost> Hosts, IReadOnlyList<ReportEdge> Edges, IReadOnlyList<int> Communities, int CommunityTotal,
    IReadOnlyList<BehaviourFinding> Findings, double BinSeconds, IReadOnlyList<ServiceBin> ServiceTimes, IReadOnlyList<string> Notes)
{
    public const int MostHosts = 20_000;
    public const int MostEdges = 100_000;

    /// <summary>Communities that are told apart.</summary>
    public const int MostCommunities = 200;

    /// <summary>Findings on the page, highest score first.</summary>
    public const int MostFindings = 2000;
}

/// <summary>A host, or a node of an uploaded graph.</summary>
/// <param name="Community">Its place in <see cref="ReportContent.Communities"/>; −1 = a small one.</param>
/// <param name="Degree">Different other hosts.</param>
/// <param name="Label">Only of nodes of uploaded graphs.</param>
internal sealed record ReportHost(
    string Address, int Community, double PageRank, int Degree, long FlowsOut = 0, long FlowsIn = 0, long BytesOut = 0, long BytesIn = 0, string? Label = null);

/// <summary>A link from one host to another.</summary>
/// <param name="Weight">Flows, or the weight of an uploaded edge.</param>
internal readonly record struct ReportEdge(int Source, int Target, double Weight);
