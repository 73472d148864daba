using System.Net.Http.Headers;

namespace NetMl.Cli.Api;

/// <summary>What is expected in a data set.</summary>
internal sealed class AllowListsApi(GatewayClient gateway)
{
    /// <summary>The list as JSON text.</summary>
    public async Task<string> GetAsync(string dataset, CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, Path(dataset)), $"the allow-list of data set '{dataset}'", cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task PutAsync(string dataset, byte[] json, CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(() => Put(dataset, json), $"setting the allow-list of data set '{dataset}'", cancellationToken);
    }

    private static HttpRequestMessage Put(string dataset, byte[] json) => new(HttpMethod.Put, Path(dataset))
    {
        Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    private static string Path(string dataset) => $"{DatasetsApi.Path(dataset)}/allow-list";
}
