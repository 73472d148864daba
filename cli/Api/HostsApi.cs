using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Api;

/// <summary>Sorting, filtering and paging of a list.</summary>
/// <param name="Ascending">Least first instead of most first.</param>
/// <param name="Where">Conditions such as bytes_out&gt;1e6, separated by commas.</param>
internal sealed record ListQuery(string? Sort = null, bool Ascending = false, string? Where = null, int Offset = 0, int Top = 20)
{
    public string? Order => Ascending ? "asc" : null;

    public int? Skip => Offset == 0 ? null : Offset;
}

/// <summary>Questions about the host graph of a data set.</summary>
internal sealed class HostsApi(GatewayClient gateway)
{
    public Task<HostsPage> ListAsync(string dataset, ListQuery list, string? address, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{DatasetsApi.Path(dataset)}/hosts{Query.Of(("sort", list.Sort), ("order", list.Order), ("where", list.Where), ("address", address), ("offset", list.Skip), ("top", list.Top))}",
            WireJson.Default.HostsPage, $"the list of hosts of data set '{dataset}'", cancellationToken);

    public Task<HostDetail> GetAsync(string dataset, string address, int peers, double? binSeconds, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{Path(dataset, address)}{Query.Of(("peers", peers), ("binSeconds", binSeconds))}", WireJson.Default.HostDetail, $"the question for host '{address}'", cancellationToken);

    public Task<EdgesPage> ListEdgesAsync(string dataset, ListQuery list, string? source, string? target, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{DatasetsApi.Path(dataset)}/edges{Query.Of(("sort", list.Sort), ("order", list.Order), ("where", list.Where), ("source", source), ("target", target), ("offset", list.Skip), ("top", list.Top))}",
            WireJson.Default.EdgesPage, $"the list of edges of data set '{dataset}'", cancellationToken);

    public Task<EgoNetwork> GetEgoAsync(string dataset, string address, int radius, int top, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{Path(dataset, address)}/ego{Query.Of(("radius", radius), ("top", top))}", WireJson.Default.EgoNetwork, $"the ego network of '{address}'", cancellationToken);

    public Task<CommunitiesPage> ListCommunitiesAsync(string dataset, string method, double resolution, int offset, int top, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{DatasetsApi.Path(dataset)}/communities{Query.Of(("method", method), ("resolution", resolution), ("offset", offset), ("top", top))}",
            WireJson.Default.CommunitiesPage, $"the communities of data set '{dataset}'", cancellationToken);

    public Task<CommunityMembers> GetCommunityAsync(string dataset, int community, string method, double resolution, int offset, int top, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{DatasetsApi.Path(dataset)}/communities/{community}{Query.Of(("method", method), ("resolution", resolution), ("offset", offset), ("top", top))}",
            WireJson.Default.CommunityMembers, $"community {community} of data set '{dataset}'", cancellationToken);

    public Task<HostPaths> ListPathsAsync(string dataset, string source, string target, string order, bool directed, int count, CancellationToken cancellationToken) =>
        gateway.GetAsync(
            $"{DatasetsApi.Path(dataset)}/paths{Query.Of(("source", source), ("target", target), ("order", order), ("directed", directed ? null : "false"), ("count", count))}",
            WireJson.Default.HostPaths, $"the paths from '{source}' to '{target}'", cancellationToken);

    /// <summary>The response whose body is a table of features.</summary>
    public Task<HttpResponseMessage> ExportAsync(string dataset, string family, string format, int? windowSeconds, CancellationToken cancellationToken) =>
        gateway.SendAsync(
            () => new HttpRequestMessage(
                HttpMethod.Get, $"{DatasetsApi.Path(dataset)}/features/{Uri.EscapeDataString(family)}{Query.Of(("format", format), ("windowSeconds", windowSeconds))}"),
            $"the {family} features of data set '{dataset}'", cancellationToken);

    private static string Path(string dataset, string address) => $"{DatasetsApi.Path(dataset)}/hosts/{Uri.EscapeDataString(address)}";
}
