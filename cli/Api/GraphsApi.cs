using NetMl.Contracts;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Api;

/// <summary>Graphs that are uploaded as such.</summary>
internal sealed class GraphsApi(GatewayClient gateway)
{
    public Task<IReadOnlyList<GraphInfo>> ListAsync(CancellationToken cancellationToken) =>
        gateway.GetAsync("v1/graphs", WireJson.Default.IReadOnlyListGraphInfo, "the list of graphs", cancellationToken);

    public Task<GraphInfo> GetAsync(string name, CancellationToken cancellationToken) =>
        gateway.GetAsync(Path(name), WireJson.Default.GraphInfo, $"graph '{name}'", cancellationToken);

    /// <summary>Null while nothing is stored under this name.</summary>
    public Task<GraphInfo?> FindAsync(string name, CancellationToken cancellationToken) =>
        gateway.FindAsync(Path(name), WireJson.Default.GraphInfo, $"graph '{name}'", cancellationToken);

    public Task<GraphNodesPage> ListNodesAsync(string name, int offset, int top, CancellationToken cancellationToken) =>
        gateway.GetAsync($"{Path(name)}/nodes{Query.Of(("offset", offset), ("top", top))}", WireJson.Default.GraphNodesPage, $"the nodes of graph '{name}'", cancellationToken);

    public Task<GraphEdgesPage> ListEdgesAsync(string name, int offset, int top, CancellationToken cancellationToken) =>
        gateway.GetAsync($"{Path(name)}/edges{Query.Of(("offset", offset), ("top", top))}", WireJson.Default.GraphEdgesPage, $"the edges of graph '{name}'", cancellationToken);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        gateway.DeleteAsync(Path(name), $"deleting graph '{name}'", cancellationToken);

    /// <summary>Sends the parts of a graph in one request.</summary>
    /// <param name="parts">Names of parts and how to open each at its beginning, for each try.</param>
    /// <param name="columns">Names of an edge list's further fields; null = weight.</param>
    /// <param name="sent">Called with the bytes sent so far, of all parts.</param>
    public async Task<GraphInfo> PutAsync(
        string name, IReadOnlyList<(string Part, Func<Stream> Open)> parts, bool directed, string? columns, Action<long> sent, CancellationToken cancellationToken)
    {
        var what = $"the import of graph '{name}'";
        using var response = await gateway.SendAsync(() => Put(Path(name) + Query.Of(("directed", directed ? "true" : null), ("columns", columns)), parts, sent), what, cancellationToken);
        return await gateway.ReadAsync(response, WireJson.Default.GraphInfo, what, cancellationToken);
    }

    private static HttpRequestMessage Put(string path, IReadOnlyList<(string Part, Func<Stream> Open)> parts, Action<long> sent)
    {
        var form = new MultipartFormDataContent();
        var sentOf = new long[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            var part = i;
            form.Add(new UploadContent(parts[i].Open(), bytes =>
            {
                sentOf[part] = bytes;
                sent(sentOf.Sum());
            }), parts[i].Part, parts[i].Part);
        }
        return new HttpRequestMessage(HttpMethod.Put, path) { Content = form };
    }

    private static string Path(string name) => $"v1/graphs/{Uri.EscapeDataString(name)}";
}
