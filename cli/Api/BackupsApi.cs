using System.Text.Json.Serialization.Metadata;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Graphs;

namespace NetMl.Cli.Api;

/// <summary>Records of data sets and graphs, out and back in.</summary>
internal sealed class BackupsApi(GatewayClient gateway)
{
    /// <summary>All of a data set; its records are still on the way.</summary>
    public Task<HttpResponseMessage> GetDatasetAsync(string dataset, CancellationToken cancellationToken) =>
        gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, OfDataset(dataset)), $"the backup of data set '{dataset}'", cancellationToken);

    /// <summary>All of a graph; its records are still on the way.</summary>
    public Task<HttpResponseMessage> GetGraphAsync(string name, CancellationToken cancellationToken) =>
        gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, OfGraph(name)), $"the backup of graph '{name}'", cancellationToken);

    /// <summary>Stores some records of a data set.</summary>
    public Task<DatasetRestored> PostDatasetAsync(string dataset, ReadOnlyMemory<byte> records, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, OfDataset(dataset), () => new MemoryStream(records.ToArray(), writable: false), WireJson.Default.DatasetRestored, $"restoring data set '{dataset}'", cancellationToken);

    /// <summary>Stores a graph from all of its records.</summary>
    /// <param name="open">Opens the records at their beginning, for each try.</param>
    public Task<GraphInfo> PutGraphAsync(string name, Func<Stream> open, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, OfGraph(name), open, WireJson.Default.GraphInfo, $"restoring graph '{name}'", cancellationToken);

    private async Task<T> SendAsync<T>(
        HttpMethod method, string path, Func<Stream> open, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(() =>
        {
            var content = new UploadContent(open(), _ => { });
            content.Headers.ContentType = new(BackupRecord.MediaType);
            return new HttpRequestMessage(method, path) { Content = content };
        }, what, cancellationToken);
        return await gateway.ReadAsync(response, type, what, cancellationToken);
    }

    private static string OfDataset(string dataset) => $"v1/backup/datasets/{Uri.EscapeDataString(dataset)}";

    private static string OfGraph(string name) => $"v1/backup/graphs/{Uri.EscapeDataString(name)}";
}
